/** From ten numbers of the page back to the lines of files, by what the page says alone, and from these to the numbers. */
import { beforeAll, describe, expect, it } from 'vitest';
import { reportPage } from '../../../../functions/api/report/page.ts';
import { linesQuerySchema } from '../../../../shared/contract/downlinks.ts';
import { findLines } from '../../../../shared/usecases/report/find-lines.ts';
import {
  armsDocument,
  armsPorts,
  ARMS_EXPERIMENT as E,
  START,
  temperaturesCsv,
} from '../../../support/arms-experiment.ts';
import type { MemoryPorts } from '../../../support/memory-ports.ts';
import { pitAssay, pitsCsv, SLICE_MM2 } from '../../../support/pit-files.ts';

/** The culture, which is armed. */
const CULTURE = { from: START + 4 * 3_600_000, to: START + 40 * 3_600_000 };
/** Lines of one answer are at most a thousand. */
const PIECE = 900 * 60_000;

let ports: MemoryPorts;
let page: string;
beforeAll(async () => {
  const files = { 'wide.csv': temperaturesCsv(), 'a_pits.csv': pitsCsv() };
  ports = await armsPorts(armsDocument({ assays: [pitAssay()] }), files);
  page = await reportPage(ports, E, {});
});

/** As a reader sees it: cells of the row that begins so, without what qualifies them. */
function rowsOf(first: string): string[][] {
  const rows = page.match(/<tr[^>]*>.*?<\/tr>/g) ?? [];
  return rows
    .map((row) => [...row.matchAll(/<span>([^<]*)/g)].map(([, text]) => text!))
    .filter(([text]) => text === first);
}

/** By the number of a file: its downlink, as the table of files has it. */
function downlinkOf(file: string): string {
  const [, id] = new RegExp(`<tr id="${file}">.*?downlink ([^<]+)<`).exec(page) ?? [];
  return id!;
}

/** The number with as many decimals as the page gives it. */
function asShown(value: number, text: string): string {
  const [, decimals = ''] = /\d(?:\.(\d+))? °C$/.exec(text) ?? [];
  return `${value.toFixed(decimals.length)} °C`;
}

async function textsOf(file: string, query: object): Promise<string[]> {
  const asked = linesQuerySchema.parse({ ...query, limit: '1000' });
  const { lines, found } = await findLines(ports, E, downlinkOf(file), asked);
  expect(lines).toHaveLength(found);
  return lines.map(({ text }) => text);
}

async function meanOf(file: string, unit: string): Promise<number> {
  const read: number[] = [];
  for (let from = CULTURE.from; from < CULTURE.to; from += PIECE) {
    const [a, b] = [from, Math.min(from + PIECE, CULTURE.to)].map((ms) => new Date(ms).toISOString());
    const texts = await textsOf(file, { unit, channel: 'temperature', from: a, to: b });
    read.push(...texts.map((text) => Number(text.split(',')[2])));
  }
  expect(read).toHaveLength((CULTURE.to - CULTURE.from) / 60_000);
  return read.reduce((sum, value) => sum + value, 0) / read.length;
}

describe('a number of the page', () => {
  it.each([1, 2, 3])('is the mean of what the lines of its files say: P%d temperature', async (pair) => {
    const [row] = rowsOf(`P${pair} temperature`);
    const files = new RegExp(`P${pair} temperature</h4>[\\s\\S]*?Files (File[\\d, ]+)\\. Snapshot`).exec(
      page,
    )![1];
    expect(files).toBe('File1');
    const delta = (await meanOf('File1', `F${pair}`)) - (await meanOf('File1', `G${pair}`));
    expect(row![2]).toBe(`+${asShown(delta, row![2]!)}`);
  });

  it('is what units of arms differ by, from their lines: temperature, flight-v-ground', async () => {
    const row = rowsOf('temperature').find(([, contrast]) => contrast === 'flight-v-ground')!;
    const means = async (arm: string) => {
      const all = await Promise.all([1, 2, 3].map((i) => meanOf('File1', `${arm}${i}`)));
      return all.reduce((sum, value) => sum + value, 0) / all.length;
    };
    const estimate = (await means('F')) - (await means('G'));
    expect(row[3]).toBe(asShown(estimate, row[3]!));
  });

  it.each(['F1 S1', 'F2 S2', 'R3 S1', 'G1 S2'])(
    'is the count of its lines: pits and trenches of %s',
    async (slice) => {
      const row = rowsOf('pits').find(([, name]) => name === slice)!;
      const texts = await textsOf('File2', { with: `${slice.replace(' ', ',')},` });
      expect(Number(row[4]) + Number(row[5])).toBe(texts.length);
    },
  );

  it.each(['F3 S1', 'G2 S2'])(
    'is the area of its lines by that of the slice: eroded of %s',
    async (slice) => {
      const row = rowsOf('pits').find(([, name]) => name === slice)!;
      const texts = await textsOf('File2', { with: `${slice.replace(' ', ',')},` });
      const areas = texts.map((text) => Number(text.split(',')[5]));
      const share = areas.reduce((sum, area) => sum + area, 0) / (SLICE_MM2 * 1e6);
      expect(row[7]).toBe(`${Number((100 * share).toPrecision(2))} %`);
    },
  );
});
