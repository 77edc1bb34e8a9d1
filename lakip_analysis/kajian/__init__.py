"""The evaluation study: several dinas on one honest yardstick."""
