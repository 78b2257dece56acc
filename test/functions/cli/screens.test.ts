/**
 * Every screen at 80 and 120 columns. In `test/golden/screens/`, `<screen>-<case>.json` is what a command prints with
 * `--json`, and `<screen>-<case>.80.txt` and `.120.txt` are what a person sees of it. After a change that is meant,
 * `npx vitest run test/functions/cli/screens.test.ts -u` writes the texts; read them before they are committed.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { completenessText } from '../../../functions/cli/commands/completeness.ts';
import { contactsText } from '../../../functions/cli/commands/contacts.ts';
import { costText } from '../../../functions/cli/commands/cost.ts';
import { eventsText } from '../../../functions/cli/commands/event.ts';
import { experimentsText } from '../../../functions/cli/commands/experiment.ts';
import { receiptsText } from '../../../functions/cli/commands/receipt.ts';
import { redownlinkText } from '../../../functions/cli/commands/redownlink.ts';
import { telemetryText } from '../../../functions/cli/commands/telemetry.ts';
import { uploadedText } from '../../../functions/cli/commands/upload.ts';
import { alarmsText, alarmText } from '../../../functions/cli/text/alarms-text.ts';
import { anomaliesText } from '../../../functions/cli/text/anomalies-text.ts';
import { channelsText } from '../../../functions/cli/text/channels-text.ts';
import { complianceText, conductText } from '../../../functions/cli/text/conduct-text.ts';
import { deltasBriefText } from '../../../functions/cli/text/deltas-brief.ts';
import { deltasText, windowsText } from '../../../functions/cli/text/deltas-text.ts';
import type { Page } from '../../../functions/cli/text/page.ts';
import { receiptText } from '../../../functions/cli/text/receipt-text.ts';
import { trialText } from '../../../functions/cli/text/source-text.ts';
import { statusText } from '../../../functions/cli/text/status-text.ts';
import { upkeepText } from '../../../functions/cli/text/upkeep-text.ts';
import { wrapText } from '../../../functions/cli/text/wrap.ts';
import { alarmSchema, alarmsSchema } from '../../../shared/contract/alarms.ts';
import { anomaliesSchema } from '../../../shared/contract/anomalies.ts';
import { channelsSchema } from '../../../shared/contract/channels.ts';
import { completenessSchema } from '../../../shared/contract/completeness.ts';
import { complianceSchema, conductSchema } from '../../../shared/contract/conduct.ts';
import { contactsSchema } from '../../../shared/contract/contacts.ts';
import { deltaSchema } from '../../../shared/contract/deltas.ts';
import { receiptSchema } from '../../../shared/contract/downlinks.ts';
import { eventsSchema, experimentsSchema } from '../../../shared/contract/experiments.ts';
import { redownlinkSchema } from '../../../shared/contract/redownlink.ts';
import { telemetrySchema } from '../../../shared/contract/telemetry.ts';
import { upkeepSchema } from '../../../shared/contract/upkeep.ts';
import { twinsApi } from '../../support/api.ts';

const FOLDER = join(import.meta.dirname, '../../golden/screens');
const WIDTHS = [80, 120];
/** When the answers were given. */
const NOW = Date.parse('2026-11-28T22:00:00Z');
const UCUMS = { co2: '%', temperature: 'Cel', humidity: '%', heater: '%' };

const receiptsSchema = z.object({ downlinks: z.array(receiptSchema) });
const deltasSchema = z.object({ deltas: z.array(deltaSchema) });
// What no schema of ours reads: the commands make it themselves.
const asItIs = z.any();

type Screen = (answer: unknown, page: Page) => string;

function anomalies(hasParts: boolean): Screen {
  return (answer, page) =>
    anomaliesText(anomaliesSchema.parse(answer), { now: NOW, ucums: UCUMS, hasParts }, page);
}

function alarms(hasHistory: boolean): Screen {
  const view = { now: NOW, ucums: UCUMS, hasHistory, hasNormal: false };
  return (answer, page) => alarmsText(alarmsSchema.parse(answer), view, page);
}

/** By the first word of the file. */
const SCREENS: Readonly<Record<string, Screen>> = {
  alarm: (answer, page) => alarmText(alarmSchema.parse(answer), { now: NOW, ucums: UCUMS }, page),
  alarms: alarms(false),
  anomalies: anomalies(false),
  channels: (answer, page) => channelsText(channelsSchema.parse(answer), page),
  compliance: (answer, page) => complianceText(complianceSchema.parse(answer), page),
  conduct: (answer, page) => conductText(conductSchema.parse(answer), page),
  completeness: (answer, page) => completenessText([completenessSchema.parse(answer)], page),
  contacts: (answer, page) => contactsText(contactsSchema.parse(answer), page),
  cost: (answer, page) => costText(asItIs.parse(answer), page),
  deltas: (answer, page) => deltasText(deltasSchema.parse(answer).deltas, 'summary', page),
  brief: (answer, page) => deltasBriefText(deltasSchema.parse(answer).deltas, 'twins', page),
  events: (answer, page) => eventsText(eventsSchema.parse(answer), page),
  histories: alarms(true),
  experiments: (answer, page) => experimentsText(experimentsSchema.parse(answer), page),
  parts: anomalies(true),
  receipt: (answer, page) => receiptText(receiptSchema.parse(answer), page),
  receipts: (answer, page) => receiptsText(receiptsSchema.parse(answer).downlinks, page),
  redownlink: (answer, page) => redownlinkText(redownlinkSchema.parse(answer), page),
  source: (answer, page) => trialText(asItIs.parse(answer), page),
  status: (answer, page) => statusText(asItIs.parse(answer).experiments, new Date(NOW).toISOString(), page),
  telemetry: (answer, page) => telemetryText(telemetrySchema.parse(answer), page),
  upload: (answer, page) =>
    receiptsSchema
      .parse(answer)
      .downlinks.map((one) => uploadedText(one, page))
      .join('\n'),
  verify: (answer) => upkeepText(upkeepSchema.parse(answer)),
  windows: (answer, page) => windowsText(deltasSchema.parse(answer).deltas[0]!, page),
};

/** A screen that shows the answer of another file in another way. */
const ALSO = new Map([
  ['parts-dead-sensor', 'anomalies-dead-sensor'],
  ['histories-heater', 'alarms-heater'],
]);

/** Computed, not kept: a delta has hundreds of numbers, and only some of them are shown. */
const MADE: Readonly<Record<string, () => Promise<unknown>>> = {
  'brief-twins': () => deltasOf(['temperature', 'humidity'], ''),
  'channels-twins': () => asked('channels'),
  'compliance-twins': () => asked('conduct/compliance?ground=GU1'),
  'conduct-twins': () => asked('conduct?ground=GU1&delay=PT96H'),
  'deltas-twins': () => deltasOf(['temperature', 'humidity'], ''),
  'windows-twins': () => deltasOf(['temperature'], '&resolution=PT1H'),
};

async function asked(path: string): Promise<unknown> {
  const api = await twinsApi();
  return (await api.ask(`/v1/experiments/twins/${path}`)).json();
}

async function deltasOf(channels: readonly string[], more: string): Promise<unknown> {
  const api = await twinsApi();
  const asked = channels.map(async (channel) =>
    (await api.ask(`/v1/experiments/twins/deltas?pair=P1&channel=${channel}${more}`)).json(),
  );
  return { deltas: await Promise.all(asked) };
}

const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
const names = [...files.map((name) => name.replace('.json', '')), ...ALSO.keys(), ...Object.keys(MADE)];

async function shown(name: string, page: Page): Promise<string> {
  const kept = () => JSON.parse(readFileSync(join(FOLDER, `${ALSO.get(name) ?? name}.json`), 'utf8'));
  const answer: unknown = await (MADE[name] ?? kept)();
  const screen = SCREENS[name.split('-')[0]!]!;
  return wrapText(screen(answer, page), page.width);
}

describe('a screen', () => {
  it('has a golden file of each kind', () => {
    const kinds = new Set(names.map((name) => name.split('-')[0]));
    expect([...kinds].sort()).toEqual(Object.keys(SCREENS).sort());
  });

  it.each(names.flatMap((name) => WIDTHS.map((width): [string, number] => [name, width])))(
    'fits and reads as it should: %s at %d columns',
    async (name, width) => {
      const text = await shown(name, { width, isColoured: false });
      const isCommand = (line: string) => line.trimStart().startsWith('./howship ');
      const wide = text.split('\n').filter((line) => [...line].length > width && !isCommand(line));
      expect(wide).toEqual([]);
      await expect(text).toMatchFileSnapshot(join(FOLDER, `${name}.${width}.txt`));
    },
  );
});
