/** How the telemetry of a unit on the centrifuge proves its events. */

export const ROTOR_NOTE =
  '# On the centrifuge, events carry a proof: the g-level along the arm of the rotor shows whether it turns.';

/**
 * Half of 1 g along the rotor's arm tells whether it turns. It is passed on the pad, at launch and at landing too: those
 * must be known, or they would be steps that nobody commanded.
 */
const HELD = 'for: PT10M, within: PT45M, severity: WARNING';
const TURNS = `, proof: { channel: gz, above: 0.5, ${HELD} }`;
const RESTS = `, proof: { channel: gz, below: 0.5, ${HELD} }`;
const ROTOR_PROOFS: Readonly<Record<string, string>> = {
  'on-pad': TURNS,
  launch: RESTS,
  'centrifuge-on': TURNS,
  'centrifuge-off': RESTS,
  landing: TURNS,
};

/** The rest of an event of that name in the definition; nothing where no g-level shows it. */
export function rotorProof(event: string): string {
  return ROTOR_PROOFS[event] ?? '';
}
