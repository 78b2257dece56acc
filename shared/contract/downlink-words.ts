import type { HistoryOnWire } from './downlinks.ts';

/** What was done to a file: `withdrawn by ada`. */
export const DOWNLINK_ACTION_WORDS: Readonly<Record<HistoryOnWire['actions'][number]['action'], string>> = {
  WITHDRAWN: 'withdrawn',
  REREAD: 'read again',
  REDRIVEN: 'retried',
};
