/** An experiment of as many units as a test asks for, all alike: what grows faster than their number shows. */

const CHANNELS = Array.from({ length: 32 }, (_, i) => `c${i}`);
const ROWS = 16;

/** Half of the units fly, each beside one on the ground; all channels are limited, watched and compared. */
export function definitionOfMany(count: number): string {
  const { flying, grounded, units } = unitIds(count);
  const events = [{ name: 'go', at: '2026-03-01T00:00:00Z' }];
  const definition = {
    id: 'many',
    reference: 'go',
    phases: [{ id: 'culture', from: 'go' }],
    arms: [
      { id: 'flight', kind: 'SPACEFLIGHT' },
      { id: 'ground', kind: 'GROUND_CONTROL_SYNCHRONOUS' },
    ],
    units: units.map((id) => ({ id, arm: id.startsWith('F') ? 'flight' : 'ground', events })),
    pairs: flying.map((flight, i) => ({ id: `P${i}`, flight, ground: grounded[i] })),
    channels: CHANNELS.map((id) => ({
      id,
      unit: 'Cel',
      storage: 'decimal(2)',
      period: 'PT1M',
      stuckAfter: 'PT10M',
      limits: [{ warning: [10, 40] }],
      twin: { margin: 0.5, tolerance: 'PT30S' },
    })),
    sources: [
      {
        id: 'wide',
        match: 'wide*.csv',
        layout: 'wide',
        time: { column: 't' },
        rows: { unit: { column: 'u' } },
        columns: Object.fromEntries(CHANNELS.map((channel) => [channel, { channel }])),
      },
      {
        id: 'long',
        match: 'long*.csv',
        layout: 'long',
        time: { column: 't' },
        rows: { unit: { column: 'u' }, channel: { column: 'c' }, value: 'v' },
      },
    ],
  };
  return JSON.stringify(definition);
}

/** A wide file with 16 rows of 32 channels for each of the units. */
export function fileOfMany(count: number): string {
  const lines = [`t,u,${CHANNELS.join(',')}`];
  for (let row = 0; row < ROWS; row++) {
    const at = new Date(Date.UTC(2026, 2, 1, 6, row)).toISOString();
    for (const [i, unit] of unitIds(count).units.entries()) {
      lines.push(`${at},${unit},${CHANNELS.map((_, c) => (20 + ((i + 7 * c + row) % 13) / 10).toFixed(1))}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

function unitIds(count: number) {
  const flying = Array.from({ length: count / 2 }, (_, i) => `F${i}`);
  const grounded = flying.map((id) => id.replace('F', 'G'));
  return { flying, grounded, units: [...flying, ...grounded] };
}
