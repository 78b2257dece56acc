import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../../shared/domain/canonical-json.ts';
import { indexDefinition } from '../../../../shared/domain/experiment/definition-index.ts';
import {
  definitionKey,
  definitionKind,
  experimentKey,
  experimentKind,
} from '../../../../shared/domain/experiment/experiment-record.ts';
import { readingOf } from '../../../../shared/domain/experiment/reading.ts';
import { readDefinition } from '../../../../shared/formats/definition/read-definition.ts';
import { sha256 } from '../../../../shared/formats/digest.ts';
import { queryRedownlink } from '../../../../shared/usecases/answer/query-redownlink.ts';
import { listExperiments, showExperiment } from '../../../../shared/usecases/answer/show-experiment.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { update } from '../../../../shared/usecases/known/update.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';
import { observed } from '../../../support/observed-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';
import { TWIN_DEFINITION } from '../../../support/twin-experiment.ts';
import { twinsDefined, twinsIn } from '../../../support/twins-in.ts';

describe('a definition', () => {
  it('changes nothing where it is in force already, also as other text, and gets a revision where it says something else', async () => {
    const memory = await twinsDefined();
    const same = await applyExperiment(memory, 'twins', `# said again\n${TWIN_DEFINITION}`);
    expect(same.revision).toBe(1);
    const changed = await applyExperiment(memory, 'twins', TWIN_DEFINITION.replace('margin: 3', 'margin: 4'));
    expect(changed.revision).toBe(2);
    expect(changed.sha256).not.toBe(same.sha256);
    expect(await showExperiment(memory, 'twins')).toMatchObject({ revision: 2, sha256: changed.sha256 });
  });

  it('is held against one that comes in force while it is put, and the files read under that', async () => {
    const memory = await twinsDefined();
    const inKelvin = TWIN_DEFINITION.replace('channel: temperature }', 'channel: temperature, as: K }');
    let isOther = false;
    const racing = observed(memory, async (call, act) => {
      if (call === 'put experiment' && !isOther) {
        isOther = true;
        await applyExperiment(memory, 'twins', inKelvin, { newReading: true });
        await upload(memory, 'twins', 'fu1-k.csv', 't,temp,rh\n2026-03-02T12:00:00Z,310,80\n');
        await settleAll(memory);
      }
      return act();
    });
    const titled = TWIN_DEFINITION.replace(/title:.*/, 'title: another');
    await expect(applyExperiment(racing, 'twins', titled)).rejects.toMatchObject({ code: 'reading.changed' });
    expect(await showExperiment(memory, 'twins')).toMatchObject({ revision: 2 });
  });

  it('is refused under the name of another experiment, and leaves nothing behind', async () => {
    const memory = memoryPorts();
    await expect(applyExperiment(memory, 'other', TWIN_DEFINITION)).rejects.toMatchObject({
      code: 'experiment.id-mismatch',
      message: expect.stringContaining('"twins", the address names "other"'),
    });
    expect(await listExperiments(memory)).toEqual({ experiments: [] });
    await expect(showExperiment(memory, 'twins')).rejects.toMatchObject({ code: 'experiment.unknown' });
  });

  it('is refused under the name of a partition of the house, and every list still reads', async () => {
    const memory = await twinsDefined();
    for (const id of ['EXPERIMENTS', 'DROP', 'WATCH']) {
      const text = TWIN_DEFINITION.replace(/^id: .*$/m, `id: ${id}`);
      await expect(applyExperiment(memory, id, text)).rejects.toMatchObject({ code: 'experiment.id-taken' });
    }
    expect((await listExperiments(memory)).experiments.map(({ id }) => id)).toEqual(['twins']);
  });

  it('stays in force as an earlier version accepted it, and is refused with what has changed in it', async () => {
    const memory = await twinsDefined();
    const before = TWIN_DEFINITION.replaceAll('formats: [ISO8601]', 'zone: BST');
    const { canonical } = readDefinition(before);
    const digest = sha256(canonical);
    await memory.catalogue.put(
      definitionKind,
      definitionKey('twins', digest),
      { canonical, revisions: [] },
      null,
    );
    const readingRevision = sha256(
      canonicalJson(readingOf(indexDefinition(readDefinition(before).definition))),
    );
    await update(memory, experimentKind, experimentKey('twins'), (record) =>
      record === null ? null : { ...record, sha256: digest, readingRevision },
    );
    expect(await applyExperiment(memory, 'twins', `# again\n${before}`)).toMatchObject({
      revision: 1,
      sha256: digest,
    });
    await expect(
      applyExperiment(memory, 'twins', before.replace('margin: 3', 'margin: 4')),
    ).rejects.toMatchObject({
      code: 'definition.invalid',
      message: expect.stringContaining('got "BST", which says too little'),
    });
  });

  it('keeps every unit that has samples, and its buckets', async () => {
    const memory = await twinsIn();
    const without = TWIN_DEFINITION.replaceAll('GU1', 'GU9');
    await expect(applyExperiment(memory, 'twins', without)).rejects.toMatchObject({
      code: 'experiment.unit-has-samples',
      message: expect.stringContaining('GU1 has samples and cannot leave'),
    });
    const faster = TWIN_DEFINITION.replaceAll('period: PT1M', 'period: PT0.1S');
    await expect(applyExperiment(memory, 'twins', faster)).rejects.toMatchObject({
      code: 'experiment.unit-has-samples',
    });
    expect(await showExperiment(memory, 'twins')).toMatchObject({ revision: 1 });
  });
});

describe('a definition that reads samples there are otherwise', async () => {
  const IN_KELVIN = TWIN_DEFINITION.replace('unit: Cel', 'unit: K');
  const memory = await twinsIn();

  it('is refused with the channel and the files, and changes nothing', async () => {
    expect(IN_KELVIN).not.toBe(TWIN_DEFINITION);
    await expect(applyExperiment(memory, 'twins', IN_KELVIN)).rejects.toMatchObject({
      kind: 'conflict',
      code: 'reading.changed',
      place: { field: expect.stringMatching(/^channels\[\d\]\.unit$/) },
      message: expect.stringMatching(
        /reading of temperature:\n- temperature: unit Cel, now K; 2 files: "fu1.csv", "gu1.csv"\n.*--new-reading/,
      ),
    });
    expect(await showExperiment(memory, 'twins')).toMatchObject({ revision: 1 });
  });

  it('is taken where no sample is there, or a new reading is asked for; back again, it reads them as they were', async () => {
    const empty = await twinsDefined();
    expect(await applyExperiment(empty, 'twins', IN_KELVIN)).toMatchObject({ revision: 2 });
    const asked = await applyExperiment(memory, 'twins', IN_KELVIN, { newReading: true });
    expect(asked).toMatchObject({ revision: 2, readUnderOther: { downlinks: 2 } });
    expect(await applyExperiment(memory, 'twins', IN_KELVIN)).toEqual(asked);
    const redownlink = await queryRedownlink(memory, 'twins', {});
    expect(redownlink).toMatchObject({ readUnderOther: true });
    const back = await applyExperiment(memory, 'twins', TWIN_DEFINITION);
    expect(back).toMatchObject({ revision: 3 });
    expect(back.readUnderOther).toBeUndefined();
  });

  it('names 20 files of many and counts the others', async () => {
    const many = await twinsDefined();
    for (let i = 0; i < 23; i++) {
      const at = `2026-03-0${1 + Math.floor(i / 10)}T1${i % 10}:00:00Z`;
      await upload(many, 'twins', `fu1-${i}.csv`, `t,temp,rh\n${at},37.0,80\n`);
      await settleAll(many);
    }
    await expect(applyExperiment(many, 'twins', IN_KELVIN)).rejects.toMatchObject({
      message: expect.stringMatching(/; 23 files: ("fu1-\d+.csv", ){19}"fu1-\d+.csv" and 3 more\n/),
    });
  });
});

describe('held samples are held against the definition that they were read under', () => {
  const NEW = { newReading: true };
  const refused = (message: RegExp, field: RegExp) => ({
    ...{ code: 'reading.changed', kind: 'conflict' },
    message: expect.stringMatching(message),
    place: { field: expect.stringMatching(field) },
  });

  it('a column that feeds the other unit', async () => {
    const memory = await twinsIn();
    const moved = TWIN_DEFINITION.replace('{ temp: { unit: FU1,', '{ temp: { unit: GU1,');
    await expect(applyExperiment(memory, 'twins', moved)).rejects.toMatchObject(
      refused(
        /- temperature: columns of source flight temp is FU1 temperature, now GU1 temperature; 1 file: "fu1.csv"/,
        /^sources\[0\]\.columns$/,
      ),
    );
    expect(await applyExperiment(memory, 'twins', moved, NEW)).toMatchObject({
      readUnderOther: { downlinks: 1 },
    });
    // What is in force already is not asked for again.
    const elsewhere = moved.replace('margin: 3', 'margin: 4');
    expect(await applyExperiment(memory, 'twins', elsewhere)).toMatchObject({ revision: 3 });
  });

  it.each([
    ['zone', "formats: ['yyyy-MM-dd H:mm'], zone: UTC", "formats: ['yyyy-MM-dd H:mm'], zone: Asia/Tokyo"],
    ['file unit', 'channel: temperature }', 'channel: temperature, as: K }'],
  ])('a source of another id with another %s', async (_, from, to) => {
    const zoned = TWIN_DEFINITION.replaceAll('formats: [ISO8601]', "formats: ['yyyy-MM-dd H:mm'], zone: UTC");
    const memory = memoryPorts();
    await applyExperiment(memory, 'twins', zoned);
    await upload(memory, 'twins', 'fu1.csv', 't,temp,rh\n2026-03-01 6:00,37,80\n2026-03-01 6:01,37,80\n');
    await settleAll(memory);
    const renamed = zoned.replace('- id: flight\n    match', '- id: other\n    match');
    expect(await applyExperiment(memory, 'twins', renamed)).toMatchObject({ revision: 2 });
    await expect(applyExperiment(memory, 'twins', renamed.replace(from, to))).rejects.toMatchObject({
      code: 'reading.changed',
    });
    await expect(
      applyExperiment(memory, 'twins', zoned.replace('- id: flight\n', '- id: third\n').replace(from, to)),
    ).rejects.toThrow();
    const third = renamed.replace('- id: other\n', '- id: third\n').replace(from, to);
    await expect(applyExperiment(memory, 'twins', third)).rejects.toMatchObject(
      refused(/of source flight .*; 1 file: "fu1.csv"/, /^sources\[0\]/),
    );
  });

  it('a channel that was left out for a while and comes back in another unit', async () => {
    const memory = await twinsIn();
    const without = TWIN_DEFINITION.replace(/ {2}- id: humidity[\s\S]*?PT10S \}\n/, '').replaceAll(
      /, rh: \{[^}]*\}/g,
      '',
    );
    expect(await applyExperiment(memory, 'twins', without, NEW)).toMatchObject({ revision: 2 });
    const back = TWIN_DEFINITION.replace('unit: "%"', "unit: '1'");
    await expect(applyExperiment(memory, 'twins', back)).rejects.toMatchObject(
      refused(/- humidity: unit %, now 1; 2 files: "fu1.csv", "gu1.csv"/, /^channels\[1\]\.unit$/),
    );
    expect(await applyExperiment(memory, 'twins', back, NEW)).toMatchObject({ revision: 3 });
  });

  it.each([
    ['renamed', '{ temp: { unit: FU1,', '{ Temperatur: { unit: FU1,', /^sources\[0\]\.columns$/],
    ['dropped', '{ temp: { unit: FU1, channel: temperature }, rh:', '{ rh:', /^sources\[0\]\.columns$/],
  ])(
    'a column that is %s, so that the file read again would lose its samples',
    async (_, from, to, field) => {
      const memory = await twinsIn();
      const without = TWIN_DEFINITION.replace(from, to);
      expect(without).not.toBe(TWIN_DEFINITION);
      await expect(applyExperiment(memory, 'twins', without)).rejects.toMatchObject(
        refused(
          /- temperature: columns of source flight temp is FU1 temperature, now no longer read; 1 file: "fu1.csv"\n.*a source of their own/,
          field,
        ),
      );
      expect(await applyExperiment(memory, 'twins', without, NEW)).toMatchObject({ revision: 2 });
    },
  );

  it('a source that leaves, and one whose columns no file that is in has', async () => {
    const memory = await twinsDefined();
    await upload(memory, 'twins', 'fu1.csv', 't,temp,rh\n2026-03-01T06:00:00Z,37,80\n');
    await settleAll(memory);
    const renamed = TWIN_DEFINITION.replace('{ temp: { unit: GU1,', '{ Temperatur: { unit: GU1,');
    expect(renamed).not.toBe(TWIN_DEFINITION);
    expect(await applyExperiment(memory, 'twins', renamed)).toMatchObject({ revision: 2 });
    const without = renamed.replace(/ {2}- id: flight\n {4}match[\s\S]*?(?= {2}- id: ground\n)/, '');
    await expect(applyExperiment(memory, 'twins', without)).rejects.toMatchObject(
      refused(
        /- temperature: columns of source flight temp .* no longer read; 1 file: "fu1.csv"/,
        /^sources$/,
      ),
    );
  });

  it('curves without which counts would be readings, whether or not a new reading is asked for', async () => {
    const counts = TWIN_DEFINITION.replace('quantity: temperature', 'calibrators: [{ polynomial: [0, 2] }]');
    const memory = memoryPorts();
    await applyExperiment(memory, 'twins', counts);
    await upload(memory, 'twins', 'fu1.csv', 't,temp,rh\n2026-03-01T06:00:00Z,18,80\n');
    await settleAll(memory);
    for (const asked of [{}, NEW])
      await expect(applyExperiment(memory, 'twins', TWIN_DEFINITION, asked)).rejects.toMatchObject(
        refused(
          /temperature: calibrators of FU1 counts, with a curve to Cel, now numbers in Cel, without a curve; 1 file: "fu1.csv"\n.*polynomial: \[0, 1\]/,
          /^channels\[0\]\.calibrators$/,
        ),
      );
    const asTheyAre = counts.replace('[0, 2]', '[0, 1]');
    expect(await applyExperiment(memory, 'twins', asTheyAre)).toMatchObject({ revision: 2 });
  });

  it('curves that came after the files, and leave again', async () => {
    const memory = await twinsIn();
    const counts = TWIN_DEFINITION.replace('quantity: temperature', 'calibrators: [{ polynomial: [0, 2] }]');
    expect(await applyExperiment(memory, 'twins', counts)).toMatchObject({ revision: 2 });
    expect(await applyExperiment(memory, 'twins', TWIN_DEFINITION)).toMatchObject({ revision: 3 });
  });
});

it('a definition that no longer matches the newest file of a source is warned of, and one that never did is not', async () => {
  const memory = await twinsDefined();
  const row = 't,temp,rh\n2026-03-01T06:00:00Z,37.0,85\n';
  await upload(memory, 'twins', 'fu1-001.csv', row);
  await upload(memory, 'twins', 'fu1-002.csv', row.replace('06:00', '06:01'));
  await settleAll(memory);
  const warned = async (match: string) => {
    const text = TWIN_DEFINITION.replace('"fu1*.csv"', `"${match}"`);
    const { warnings } = await applyExperiment(memory, 'twins', text);
    return warnings.flatMap(({ code, message }) => (code === 'definition.files-unmatched' ? [message] : []));
  };
  expect(await warned('fu1_*.csv')).toEqual([
    'no source matches "fu1-002.csv", the newest of 2 files that flight has read: later files of such names will be refused; widen a match',
  ]);
  expect(await warned('fu1-*.csv')).toEqual([]);
  // The names have changed before: what came last is matched.
  expect(await warned('fu1-002*.csv')).toEqual([]);
});
