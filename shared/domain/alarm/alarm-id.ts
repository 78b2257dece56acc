/** Names of alarms as they stand in paths: kind, unit or pair, and what of it: a series with a side, or all of the unit. */
export const ALARM_ID = /^[A-Z]{2,16}:[A-Za-z0-9._-]{1,64}:[A-Za-z0-9._@-]{1,129}(:(DELTA_)?(HIGH|LOW))?$/;
