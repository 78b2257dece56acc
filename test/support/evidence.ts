/** The numbers that decided, whatever the kind: tests look at members that only some kinds have. */
export function evidenceOf({ evidence }: { readonly evidence: object }): Readonly<Record<string, unknown>> {
  return { ...evidence };
}

const DEPARTED = {
  ...{ reference: 'siblings', against: ['FU2', 'FU3'], sign: 1, departure: 0.2 },
  ...{ raised: '2026-03-01T10:00:00Z', mayPage: true },
};

const EVIDENCE: Readonly<Record<string, object>> = {
  LIMIT: {
    ...{ side: 'HIGH', limit: 38.5, margin: 0.7, triggerValue: 38.6 },
    ...{ mostSevereValue: 39.2, currentValue: 39, samples: 4 },
  },
  SHIFT: DEPARTED,
  DRIFT: DEPARTED,
  STUCK: { rule: 'C', values: { temperature: 37 }, samples: 60, lengthSeconds: 3600 },
  OFFSET: { margin: 0.5, sign: 1, medians: [0.6, 0.7, 0.7], worstMedian: 0.71, triggerValue: 0.7 },
  VARIANCE: { before: 0.02, since: 0.04, factor: 2, hours: 5, raised: '2026-03-01T10:00:00Z' },
  SPIKE: { value: 39, median: 37, deviation: 0.02, samples: 1, ofDay: 1 },
  GAP: { cause: 'LOST', missingSamples: 59, periodSeconds: 60, lengthSeconds: 3600 },
};

/** Evidence of the right shape, where a test is about something else. */
export function someEvidence(kind: string): object {
  const evidence = EVIDENCE[kind];
  if (evidence === undefined) throw new RangeError(`no evidence is made up for ${kind} yet`);
  return evidence;
}
