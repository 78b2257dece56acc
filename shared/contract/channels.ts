import * as z from 'zod';
import { lookedForSchema } from './anomalies.ts';
import { identifier, seriesName } from './wire.ts';

export const channelsQuerySchema = z.strictObject({
  unit: identifier.optional().meta({ description: 'Only what is looked for on this unit.' }),
  pair: identifier.optional().meta({ description: 'Only what is looked for on this pair.' }),
  channel: seriesName.optional().meta({ description: 'Only this channel, or channel@sensor.' }),
});

export const thresholdSchema = z.object({
  /** As the definition calls it, where it has a name there. */
  name: z.string(),
  /** With its UCUM code; a duration as ISO 8601. */
  value: z.string(),
  /** Name and value as people say them: `stuck after 4 h`, `margin 0.5 °C`. */
  text: z.string(),
  /** It is so because nothing else is declared: by the period, or by rule. */
  isDefault: z.boolean(),
});

/** A cell of the matrix channel × detector. */
const cellSchema = lookedForSchema.extend({
  /** It is looked for, and nothing has come yet that it could look at: what there is not. */
  awaits: z.string().optional(),
  /** What the readings are held against; empty where it is off. */
  thresholds: z.array(thresholdSchema),
});

export const channelsSchema = z.object({
  /** Of the definition in force. */
  revision: z.number().int(),
  sha256: z.string(),
  channels: z.array(
    z.object({
      channel: z.string(),
      ucum: z.string(),
      /** ISO 8601 duration. */
      period: z.string(),
      units: z.array(z.string()),
      /** How it is paired with its twin, and its environment judged. */
      twin: z.array(thresholdSchema),
      detectors: z.array(cellSchema.omit({ channel: true })),
    }),
  ),
});
export type ChannelsOnWire = z.infer<typeof channelsSchema>;
