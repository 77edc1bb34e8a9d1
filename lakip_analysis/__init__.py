"""Tools for Indonesian government performance reports (SAKIP; LAKIP/LKjIP)."""
