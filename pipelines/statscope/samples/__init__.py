"""The synthetic sample county: deliveries of an invented county bureau's departments.

Belongs here: an invented county (units, registrations, papers), the departments' sheets and the
flaws that such sheets have, written as delivery files. Does not belong here: any rule of scope,
any reading of deliveries, any figure that the models compute: those come out of the rows.
"""
