"""The evaluation study: several dinas on one yardstick, and what their order can carry."""
