/** What a detector found is said in the same words wherever people read it. */
import { describe, expect, it } from 'vitest';
import { anomaliesText } from '../../../../functions/cli/text/anomalies-text.ts';
import { UNLIMITED } from '../../../../functions/cli/text/page.ts';
import { anomalyFromWire, anomalyOnWire } from '../../../../shared/contract/anomalies.ts';
import { DETECTORS, detectorNamed } from '../../../../shared/domain/detect/registry.ts';
import { messageText } from '../../../../shared/domain/notify/message-text.ts';
import { lookText } from '../../../../shared/domain/verdict/told-anomalies.ts';
import { spokenUnit } from '../../../../shared/domain/words/spoken-unit.ts';
import { TOLD } from '../../../support/told-anomalies.ts';

const ucums: Record<string, string> = { temperature: 'Cel', co2: '%' };
const unitOf = (series: string) => spokenUnit(ucums[series]);
const NOW = Date.parse('2026-03-01T13:54:00Z');

it('are said of every kind that is looked for', () => {
  const kinds = new Set(TOLD.map(({ anomaly }) => anomaly.kind));
  expect(DETECTORS.map(({ kind }) => kind).filter((kind) => !kinds.has(kind))).toEqual([]);
});

describe.each(TOLD)('$it', ({ anomaly, figures }) => {
  const { kind, to, channels } = anomaly;

  it('is said by its detector', () => {
    expect(detectorNamed(kind).figures(anomaly, unitOf)).toBe(figures);
  });

  it('is said in the message', () => {
    const told = {
      about: 'ALARM',
      severity: 'WARNING',
      anomalies: [anomaly],
      covers: [],
      entries: [],
    } as const;
    const context = {
      experiment: 'e',
      now: NOW * 1000,
      unitOf,
      nextContact: null,
      noContactAfter: null,
      linesOf: () => [],
      look: null,
    };
    const { text } = messageText(told, context);
    expect(text.split('\n')[1]?.toLowerCase()).toBe(
      `${detectorNamed(kind).phrase}: ${figures}.`.toLowerCase(),
    );
    expect(text).toContain(figures);
  });

  it('is said in the list of anomalies', () => {
    const list = {
      anomalies: [anomalyOnWire(anomaly)],
      lookedFor: [],
      pending: 0,
      awaiting: 0,
      failed: 0,
      unsent: 0,
      definition: { revision: 1, sha256: '' },
      program: '0',
    };
    expect(anomaliesText(list, { now: NOW, ucums, hasParts: false }, UNLIMITED).split('\n')[2]).toContain(
      `  ${figures}`,
    );
  });

  it('is said in the verdict', () => {
    const told = lookText({ anomaly, series: channels }, { ucums, twins: {} });
    if (kind !== 'STUCK' || to === null) expect(told).toContain(`: ${figures}, `);
  });

  it('comes over the wire whole', () => {
    expect(anomalyFromWire(anomalyOnWire(anomaly))).toEqual(JSON.parse(JSON.stringify(anomaly)));
  });
});
