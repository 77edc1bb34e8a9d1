"""Figures: the bars, points, labels and axis titles are the frame's numbers and words; no pixels."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")




def texts(ax) -> list[str]:
    return [text.get_text() for text in ax.texts]


