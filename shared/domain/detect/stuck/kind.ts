/** STUCK (docs/design.md#stuck), as it is told. */
import * as z from 'zod';
import { anomalyKind } from '../../anomaly/detector.ts';
import { groupedText } from '../../words/count.ts';
import { figureText } from '../../words/figure.ts';
import { listText } from '../../words/list.ts';

export const stuckEvidenceSchema = z.object({
  /** C: one series by itself; F: one that fell to where it never was; U: all of a unit that are not stuck by themselves. */
  rule: z.enum(['C', 'F', 'U']),
  /** By series, in the unit of its channel. */
  values: z.record(z.string(), z.number()),
  samples: z.number(),
  lengthSeconds: z.number(),
});

export const STUCK = anomalyKind({
  kind: 'STUCK',
  version: '1',
  evidence: stuckEvidenceSchema,
  evidenceOnWire: stuckEvidenceSchema,
  instants: [],
  confounds: false,
  isLogOnly: false,
  hasOwnLine: false,
  phrase: 'stuck',
  figures: ({ evidence: { samples, values } }, unitOf) => {
    const held = Object.entries(values).map(([series, value]) => ({
      series,
      text: `${figureText(value)}${unitOf(series)}`,
    }));
    const named = held.map(({ series, text }) => (held.length === 1 ? text : `${series} ${text}`));
    return `the same reading, ${listText(named)}, ${groupedText(samples)} times in a row`;
  },
});
