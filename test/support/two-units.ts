/** Two units that began at the same instant, as the beginning of a definition: its pairs, channels and sources follow. */
export const TWO_UNITS = `
reference: activation
arms: [{ id: flight, kind: SPACEFLIGHT }, { id: ground, kind: GROUND_CONTROL_SYNCHRONOUS }]
units:
  - { id: FU1, arm: flight, events: [{ name: activation, at: 2026-03-01T00:00:00Z }] }
  - { id: GU1, arm: ground, events: [{ name: activation, at: 2026-03-01T00:00:00Z }] }
`.trim();
