/** Carries away what is seen: numbers by the tables of the API, pictures by its pictures. Fetched where it is opened. */

import { useState } from 'preact/hooks';
import { deltaSchema } from '../../../shared/contract/deltas.ts';
import { isoOf, MICROS_PER_SECOND } from '../../../shared/domain/time.ts';
import { typedIso } from '../../../shared/domain/words/instant.ts';
import { spokenUnit } from '../../../shared/domain/words/spoken-unit.ts';
import type { View } from '../chart/view.ts';
import { saveFile } from '../parts/save-file.ts';
import { type Api, CallFailure, type Query } from '../stack/api.ts';
import { type Experiment, pathOf } from '../stack/experiment.ts';
import type { DrawnUnit, PairOnAxis } from './panel-units.ts';
import { captioned, pngOf } from './picture.ts';

export interface ExportsProps {
  readonly api: Api;
  readonly experiment: Experiment;
  readonly channel: string;
  readonly ucum: string;
  readonly pairs: readonly PairOnAxis[];
  readonly units: readonly DrawnUnit[];
  readonly view: View;
  readonly step: number;
}

const TYPES = {
  csv: 'text/csv',
  parquet: 'application/vnd.apache.parquet',
  svg: 'image/svg+xml',
  png: 'image/svg+xml',
} as const;
type Kind = keyof typeof TYPES;
const KINDS = Object.keys(TYPES) as Kind[];

/** What is asked of the API for a pair or a unit, and what its file is called. */
interface Exported {
  readonly name: string;
  readonly resource: 'deltas' | 'telemetry';
  readonly query: Query;
  /** What a picture says below itself. */
  readonly caption: string;
}

export function Exports(props: ExportsProps) {
  const { api, experiment, pairs, units } = props;
  const [said, setSaid] = useState('');
  const all = pairs.length > 0 ? pairs.map((of) => ofPair(props, of)) : units.map((of) => ofUnit(props, of));
  const carry = async (one: Exported, kind: Kind) => {
    setSaid(`Asking for ${one.name} …`);
    try {
      const blob = await fileOf(api, experiment.id, one, kind);
      saveFile(blob, `${one.name}.${kind}`);
      setSaid(`${one.name}.${kind} was handed to the browser.`);
    } catch (error) {
      if (!(error instanceof CallFailure)) throw error;
      setSaid(`${one.name}.${kind} cannot be had: ${error.message}`);
    }
  };
  return (
    <div class="exports">
      {all.map((one) => (
        <p key={one.name}>
          <code>{one.name}</code>{' '}
          {KINDS.map((kind) => (
            <button type="button" key={kind} onClick={() => carry(one, kind)}>
              {kind.toUpperCase()}
            </button>
          ))}
        </p>
      ))}
      <p class="soft">
        The windows that are seen, in view. The lines above a CSV and the footer of a Parquet file say pair,
        range, units and snapshot; a picture says them below.
      </p>
      <p role="status">{said}</p>
    </div>
  );
}

const safe = (text: string) => text.replace(/[^A-Za-z0-9._-]/g, '');
const spanName = (from: string, to: string) => `${safe(from)}_${safe(to)}`;

function ofPair(
  { experiment, channel, ucum, view, step }: ExportsProps,
  { pair, twins, zeroSeconds }: PairOnAxis,
): Exported {
  const iso = (x: number) => isoOf(Math.round((x + (zeroSeconds ?? 0)) * MICROS_PER_SECOND));
  const [from, to] = [iso(view.from), iso(view.to)];
  return {
    name: `${experiment.id}_${pair.id}_${channel}_${spanName(from, to)}`,
    resource: 'deltas',
    query: { pair: pair.id, channel, from, to, resolution: `PT${step}S` },
    caption: `${experiment.id}, pair ${pair.id} (${pair.flight} and ${pair.ground}: ${twins.difference}), ${channel}${unitText(ucum)}, ${typedIso(from)} to ${typedIso(to)} on the clock of ${pair.flight}`,
  };
}

function ofUnit(
  { experiment, channel, ucum, view, step }: ExportsProps,
  { unit, zeroSeconds }: DrawnUnit,
): Exported {
  const iso = (x: number) => isoOf(Math.round((x + zeroSeconds) * MICROS_PER_SECOND));
  const [from, to] = [iso(view.from), iso(view.to)];
  const maxPoints = String(Math.ceil((view.to - view.from) / step) + 1);
  return {
    name: `${experiment.id}_${unit}_${channel}_${spanName(from, to)}`,
    resource: 'telemetry',
    query: { unit, channel, from, to, maxPoints },
    caption: `${experiment.id}, unit ${unit}, ${channel}${unitText(ucum)}, ${typedIso(from)} to ${typedIso(to)}`,
  };
}

const unitText = (ucum: string): string => (ucum === '1' ? ', without a unit' : ` in${spokenUnit(ucum)}`);

async function fileOf(api: Api, experiment: string, one: Exported, kind: Kind): Promise<Blob> {
  const path = pathOf(experiment, one.resource);
  if (kind === 'csv' || kind === 'parquet') return api.file(path, TYPES[kind], one.query);
  const { svg, snapshot } = await pictureOf(api, path, one);
  const picture = captioned(
    await svg.text(),
    `${one.caption}${snapshot === null ? '' : `, snapshot ${snapshot}`}`,
  );
  return kind === 'svg' ? new Blob([picture], { type: TYPES.svg }) : pngOf(picture);
}

const TRIES = 3;

/** A picture has no name of its own: it is that of the answer which was the same before and after it was drawn. */
async function pictureOf(
  api: Api,
  path: string,
  { resource, query }: Exported,
): Promise<{ svg: Blob; snapshot: string | null }> {
  if (resource === 'telemetry') return { svg: await api.file(path, TYPES.svg, query), snapshot: null };
  const snapshotNow = async () => (await api.get(path, deltaSchema, query)).snapshot;
  for (let before = await snapshotNow(), tried = 1; ; tried++) {
    const svg = await api.file(path, TYPES.svg, query);
    const after = await snapshotNow();
    if (after === before) return { svg, snapshot: after };
    if (tried === TRIES)
      throw new CallFailure(
        'export.moving',
        'The data change while they are drawn. Try again when the upload is done.',
      );
    before = after;
  }
}
