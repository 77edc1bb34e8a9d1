"""Metadata of indicators for Satu Data Indonesia (Perpres 39/2019): the form MS-Ind of BPS."""
