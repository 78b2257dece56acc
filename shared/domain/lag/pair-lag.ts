/** What the channels of a pair say together of the lag between its units. */
import type { Seconds } from '../time.ts';
import type { LagCells } from './cells.ts';
import { growthOf, type LagGrowth } from './growth.ts';
import { silenceText } from './silence-text.ts';
import { type LagAt, lagsByThird } from './thirds.ts';
import { isVote, type LagVote, type Silence, type SilenceCode, searchedSeconds, voteOnLag } from './vote.ts';

/** Lags are beyond the shift that was applied. */
export interface PairLag {
  /** Null where no channel votes, or where they contradict each other. */
  readonly lag: Pick<
    LagVote,
    'lagSeconds' | 'uncertaintySeconds' | 'secondLagSeconds' | 'correlation'
  > | null;
  readonly votes: readonly ChannelVote[];
  readonly silent: readonly SilentChannel[];
  /** How far was searched, either way. */
  readonly searchedSeconds: Seconds;
  /** Of the channel that knows best; empty where it is not known by thirds. */
  readonly lagsByThird: readonly LagAt[];
  readonly growth: LagGrowth | null;
}

export interface ChannelVote extends Omit<LagVote, 'strength' | 'secondLagSeconds'> {
  readonly channel: string;
}

export interface SilentChannel {
  readonly channel: string;
  readonly samples: number;
  readonly silent: SilenceCode | 'not-read';
  readonly sentence: string;
}

/** What one channel says by itself. */
export interface ChannelAnswer {
  readonly channel: string;
  readonly found: LagVote | Silence;
  /** Empty where it does not vote, or is not known by thirds. */
  readonly thirds: readonly LagAt[];
  readonly stepSeconds: Seconds;
  /** How far was searched, either way. */
  readonly searchedSeconds: Seconds;
}

type Voting = Omit<ChannelAnswer, 'found'> & { readonly vote: LagVote };

/** The votes for a lag must be more than those for others, and stronger by this factor, or none is believed. */
const MAJORITY = 2;

/** @param cells null where one side has no sample */
export function askChannel(channel: string, cells: LagCells | null): ChannelAnswer {
  if (cells === null) {
    const found: Silence = { silent: 'too-few-samples', samples: 0 };
    return { channel, found, thirds: [], stepSeconds: 0, searchedSeconds: 0 };
  }
  const found = voteOnLag(cells);
  const thirds = isVote(found) ? lagsByThird(cells, found) : [];
  return { channel, found, thirds, stepSeconds: cells.stepSeconds, searchedSeconds: searchedSeconds(cells) };
}

/**
 * Joins the votes that agree within their uncertainties. The lag is that of the vote that knows it best. Votes for
 * another lag that are as many, or come to half of their strength, leave it open.
 *
 * @param answers in the order in which they are named
 * @param notRead channels that nobody asked
 */
export function pairLagOf(answers: readonly ChannelAnswer[], notRead: readonly string[] = []): PairLag {
  const voting: Voting[] = [];
  const silent: SilentChannel[] = [];
  for (const { found, ...answer } of answers) {
    if (isVote(found)) voting.push({ ...answer, vote: found });
    else {
      const { channel } = answer;
      const { samples, silent: code } = found;
      silent.push({ channel, samples, silent: code, sentence: silenceText(channel, found) });
    }
  }
  for (const channel of notRead) {
    const sentence = `${channel}: not read for the lag, ${answers.length} other channels are`;
    silent.push({ channel, samples: 0, silent: 'not-read', sentence });
  }
  const searched = Math.max(0, ...answers.map(({ searchedSeconds: seconds }) => seconds));
  return { ...joined(voting), silent, searchedSeconds: searched };
}

function joined(found: readonly Voting[]): Omit<PairLag, 'silent' | 'searchedSeconds'> {
  const votes = found.map(({ channel, vote: { strength: _, secondLagSeconds: __, ...vote } }) => ({
    channel,
    ...vote,
  }));
  const groups = found.map((one) => found.filter((other) => agree(one.vote, other.vote)));
  const [most] = groups.toSorted((a, b) => weightOf(b) - weightOf(a));
  const nothing = { lag: null, votes, lagsByThird: [], growth: null };
  if (most === undefined) return nothing;
  const against = found.filter((one) => !most.includes(one));
  if (against.length >= most.length || MAJORITY * weightOf(against) > weightOf(most)) return nothing;
  const best = most.toSorted(byCertainty)[0]!;
  const { lagSeconds, uncertaintySeconds, secondLagSeconds, correlation } = best.vote;
  const inThirds = most.filter(({ thirds }) => thirds.length === 3).toSorted(byThirds)[0] ?? null;
  return {
    lag: { lagSeconds, uncertaintySeconds, secondLagSeconds, correlation },
    votes,
    lagsByThird: inThirds?.thirds ?? [],
    growth: inThirds === null ? null : growthOf(inThirds.thirds, inThirds.stepSeconds),
  };
}

function agree(a: LagVote, b: LagVote): boolean {
  return Math.abs(a.lagSeconds - b.lagSeconds) <= Math.max(a.uncertaintySeconds, b.uncertaintySeconds);
}

function weightOf(group: readonly Voting[]): number {
  return group.reduce((sum, { vote }) => sum + vote.strength, 0);
}

function byCertainty({ vote: a }: Voting, { vote: b }: Voting): number {
  return a.uncertaintySeconds - b.uncertaintySeconds || b.strength - a.strength;
}

function byThirds({ thirds: a }: Voting, { thirds: b }: Voting): number {
  const sum = (lags: readonly LagAt[]) =>
    lags.reduce((all, { uncertaintySeconds }) => all + uncertaintySeconds, 0);
  return sum(a) - sum(b);
}
