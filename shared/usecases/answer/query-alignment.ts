import type { AlignmentOnWire, AlignmentQuery } from '../../contract/alignment.ts';
import { pairNamed } from '../../domain/experiment/lookups.ts';
import type { LagCells } from '../../domain/lag/cells.ts';
import { type LagPoint, lagCurve } from '../../domain/lag/curve.ts';
import { askChannel } from '../../domain/lag/pair-lag.ts';
import { silenceText } from '../../domain/lag/silence-text.ts';
import { isVote, SIGNIFICANT } from '../../domain/lag/vote.ts';
import { pairAlignment } from '../../domain/twins/pair-alignment.ts';
import { pairRulesOf } from '../../domain/twins/pair-rules.ts';
import { derived } from '../../domain/words/derived.ts';
import type { Ports } from '../../ports.ts';
import { loadExperiment } from '../known/load-experiment.ts';
import { owedNow } from '../known/owe.ts';
import { waitingOf, waitingOnWire } from '../known/stopped-work.ts';
import { channelsAsked, lagCellsOf } from './estimate-pair-lag.ts';
import { openPair } from './read-pair.ts';

const EVER = { from: -Infinity, to: Infinity };

/** Of each channel that is asked for the lag, over all that there is. Refuses an unknown pair. */
export async function queryAlignment(
  ports: Ports,
  experiment: string,
  { pair: id }: AlignmentQuery,
): Promise<AlignmentOnWire> {
  const loaded = await loadExperiment(ports, experiment);
  const { index } = loaded;
  const pair = pairNamed(index, id);
  const owed = await owedNow(ports, loaded);
  const events = await loaded.events();
  const rules = pairRulesOf(index, pair, events);
  const opened = await openPair(ports, loaded, rules);
  const { extent } = await opened.over(EVER);
  const { lagSeconds } = pairAlignment(index, pair, events, null);
  const { asked, notRead } = channelsAsked(rules);
  const channels: AlignmentOnWire['channels'] = [];
  // One after another: together, their samples need not be there.
  for (const channel of asked) {
    const cells = extent === null ? null : await lagCellsOf(ports, loaded, rules, opened, channel, extent);
    channels.push(channelOnWire(channel.series, cells, lagSeconds));
  }
  return {
    ...{ pair: pair.id, lagSeconds, channels },
    notRead: notRead.map(({ series }) => series),
    ...waitingOnWire(owed.upstream, waitingOf(owed.stopped, loaded, opened.heads, opened.subjects)),
  };
}

function channelOnWire(
  channel: string,
  cells: LagCells | null,
  applied: number,
): AlignmentOnWire['channels'][number] {
  const { found } = askChannel(channel, cells);
  const curve = cells === null ? null : lagCurve(cells);
  const onWire = ({ lagSeconds, agreement }: LagPoint) => ({
    lagSeconds: derived(applied + lagSeconds),
    agreement: derived(agreement),
  });
  const orNull = (point: LagPoint | null | undefined) => (point == null ? null : onWire(point));
  return {
    ...{ channel, stepSeconds: curve?.stepSeconds ?? null },
    points: (curve?.points ?? []).map(onWire),
    ...{ best: orNull(curve?.best), second: orNull(curve?.second), needed: curve?.needed ?? SIGNIFICANT },
    ...(!isVote(found) && { silent: silenceText(channel, found) }),
  };
}
