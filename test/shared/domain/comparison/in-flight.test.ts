import { describe, expect, it } from 'vitest';
import {
  IN_FLIGHT,
  inFlightRemark,
  inFlightWarnings,
} from '../../../../shared/domain/comparison/in-flight.ts';
import { readDefinition } from '../../../../shared/formats/definition/read-definition.ts';
import { listComparisons } from '../../../../shared/usecases/answer/list-comparisons.ts';
import {
  ARMS_EXPERIMENT,
  armsDocument,
  armsPorts,
  temperaturesCsv,
} from '../../../support/arms-experiment.ts';
import { pitAssay, pitsCsv } from '../../../support/pit-files.ts';

/** The set-points of the arms are a counter of pits here: 37 in each unit. */
const document = (id: string, quantity?: string) => {
  const base = armsDocument({ assays: [pitAssay()] }, () => ({ donor: 'D7', substrate: 'bovine-bone' }));
  const [source] = base.sources;
  const channels = [
    ...base.channels.filter((one) => one.id !== 'set'),
    { id, ...(quantity !== undefined && { quantity }), unit: '1', period: 'PT1M', stuckAfter: 'none' },
  ];
  const columns = { T: { channel: 'temperature' }, S: { channel: id } };
  return { ...base, channels, sources: [{ ...source, columns }] };
};

describe('pits that a channel counts', () => {
  it('are an endpoint of their own, and leave what is counted after flight as it is', async () => {
    const files = { 'a_pits.csv': pitsCsv() };
    const asked = { contrast: 'flight-v-ground', endpoint: 'pits' };
    const alone = await listComparisons(await armsPorts(document('pits'), files), ARMS_EXPERIMENT, asked);
    const both = await listComparisons(
      await armsPorts(document('pits'), { ...files, 'wide.csv': temperaturesCsv() }),
      ARMS_EXPERIMENT,
      asked,
    );
    const of = ({ comparisons }: typeof both, assay: string | undefined) =>
      comparisons.find((one) => one.assay === assay)!;
    const { adjusted: _, ...after } = of(both, 'pits');
    const { adjusted: __, ...before } = of(alone, 'pits');
    expect(after).toEqual(before);
    const inFlight = of(both, undefined);
    expect(inFlight).toMatchObject({ phase: 'culture', scale: 'difference', estimate: 0 });
    expect(inFlight.arms.a.units.map(({ value }) => value)).toEqual([37, 37, 37]);
    expect(inFlight.warnings.map(({ code }) => code)).toContain(IN_FLIGHT);
    expect(after.warnings.map(({ code }) => code)).not.toContain(IN_FLIGHT);
  });

  it('are told by what the channel measures, or is called, and are warned of where a question would be both', () => {
    const definition = (id: string, quantity?: string) =>
      readDefinition(JSON.stringify(document(id, quantity))).definition;
    const codes = (id: string, quantity?: string) =>
      inFlightRemark({ definition: definition(id, quantity) }, id).map(({ code }) => code);
    expect(codes('counter', 'Pit count')).toEqual([IN_FLIGHT]);
    expect(codes('eroded-surface')).toEqual([IN_FLIGHT]);
    expect(codes('counter', 'door openings')).toEqual([]);
    expect(inFlightWarnings(definition('pits'))).toMatchObject([
      { code: 'definition.endpoint-of-both', field: 'channels[1].id' },
    ]);
    expect(inFlightWarnings(definition('pits-in-flight', 'pits'))).toEqual([]);
  });
});
