/** The environment in few words; the sentences of its reasons say it with numbers. */
import { significantText } from '../words/figure.ts';
import type { EnvironmentVerdict } from './environment.ts';
import { COUNTS_AS_ONE_G } from './one-g-reasons.ts';
import { PHASES_NOT_CLEAN } from './phases-not-clean.ts';

const WORDS: Readonly<Record<string, string>> = {
  'mean-beyond-margin': 'mean beyond the margin',
  'blocks-beyond-margin': 'blocks beyond the margin',
  excursion: 'a long excursion',
  dose: 'a large excursion',
  'limit-on-one-twin': 'a limit broken on one twin alone',
  'limit-not-compared': 'a limit of one twin, the other unseen',
  'low-coverage': 'too few good pairs',
  'margin-below-accuracy': "a margin below the sensors' accuracy",
  'alignment-disputed': 'the alignment is disputed',
  'stood-beyond-margin': 'beyond the margin, if the readings of a stuck sensor are right',
  'stuck-samples': 'a stuck sensor',
  'no-margin': 'no margin declared',
  'phase-not-clean': 'a phase that is not CLEAN by itself',
  'not-one-g': 'an arm on board that was not at 1 g',
  'one-g-unknown': 'an arm on board that may not have been at 1 g',
};

export const environmentWords = (code: string): string => WORDS[code] ?? code.replaceAll('-', ' ');

interface ToldEnvironment {
  readonly verdict: EnvironmentVerdict;
  readonly judged: readonly { readonly coverage: number }[];
  readonly reasons: readonly { readonly code: string; readonly evidence: object }[];
}

/** A verdict in a cell: a CLEAN says how much was looked at, and which phases it does not hold in. */
export function environmentCellText({ verdict, judged, reasons }: ToldEnvironment): string {
  if (verdict !== 'CLEAN') return verdict;
  const covered = judged.length === 0 ? '' : ` (${coverageText(leastCoverage(judged))} covered)`;
  const phases = phasesExcepted(reasons);
  return `${verdict}${covered}${phases.length === 0 ? '' : `, but not in ${phases.join(', ')}`}`;
}

interface ChannelEnvironment {
  readonly judged: readonly {
    readonly channel: string;
    readonly verdict: EnvironmentVerdict;
    readonly coverage: number;
  }[];
  readonly reasons: readonly {
    readonly code: string;
    readonly evidence: { readonly [key: string]: unknown };
  }[];
}

/** Of a channel by itself: what speaks against another, or against the pair, is no word on it. */
export function channelEnvironment(
  channel: string,
  { judged, reasons }: ChannelEnvironment,
): { readonly text: string; readonly why: readonly string[] } {
  const own = judged.find((one) => one.channel === channel);
  const against = decidingReasons(reasons).filter(({ evidence }) => evidence.channel === channel);
  const why = [...new Set(against.map(({ code }) => environmentWords(code)))];
  if (own === undefined) return { text: 'not judged', why };
  if (own.verdict !== 'CLEAN') return { text: own.verdict, why };
  return { text: `CLEAN (${coverageText(own.coverage)} covered)`, why: [] };
}

/** Without what is only told beside a verdict, and speaks against nothing. */
export function decidingReasons<R extends { readonly code: string }>(reasons: readonly R[]): R[] {
  return reasons.filter(({ code }) => code !== PHASES_NOT_CLEAN && code !== COUNTS_AS_ONE_G);
}

/** The phases that are not CLEAN by themselves. */
export function phasesExcepted(reasons: ToldEnvironment['reasons']): string[] {
  return reasons.flatMap(({ code, evidence }) => (code === PHASES_NOT_CLEAN ? Object.keys(evidence) : []));
}

/** Of the channel that is covered least: the verdict speaks of all that were judged. */
export function leastCoverage(judged: ToldEnvironment['judged']): number {
  return judged.reduce((least, { coverage }) => Math.min(least, coverage), 1);
}

export const coverageText = (share: number): string => `${significantText(100 * share, 3)} %`;

/** `heater, gx: no twin margin is declared…`: channels of which the same is said share a sentence. */
export function sentencesAlike(
  said: readonly { readonly channel: string; readonly sentence: string }[],
): string[] {
  const alike = Map.groupBy(said, ({ channel, sentence }) =>
    sentence.startsWith(`${channel}: `) ? sentence.slice(channel.length) : sentence,
  );
  return Array.from(alike, ([rest, all]) => {
    const channels = [...new Set(all.map(({ channel }) => channel))];
    return rest.startsWith(': ') ? `${channels.join(', ')}${rest}` : rest;
  });
}
