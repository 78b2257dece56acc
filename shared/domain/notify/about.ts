/**
 * What a message is about. ALARM: something begins, or became worse. REPEAT: nobody has acknowledged it. ESCALATED: nobody
 * has, so the next route hears of it. RESOLVED: what was told is over. NOTICE: it was grave, and over when it was first
 * learnt.
 */
const ABOUT_ALARMS = ['ALARM', 'REPEAT', 'ESCALATED', 'RESOLVED', 'NOTICE'] as const;
export type AboutAlarms = (typeof ABOUT_ALARMS)[number];
/**
 * DOWNLINK: a file is in no answer, or much of it is not. SUMMARY: what was held back in an hour. ALIVE: the line of the
 * day, though nothing happened. TEST: somebody asked whether it arrives.
 */
export const ABOUT = [...ABOUT_ALARMS, 'DOWNLINK', 'SUMMARY', 'ALIVE', 'TEST'] as const;
export type About = (typeof ABOUT)[number];
