/**
 * Events that a vehicle goes through and no chamber on the ground can run. An event of these names that the ground unit
 * has none of is no step of its control run: it could only ever be missing.
 */
const OF_A_VEHICLE: ReadonlySet<string> = new Set([
  ...['launch', 'liftoff', 'takeoff', 'ascent', 'orbit', 'insertion', 'separation'],
  ...[
    'rendezvous',
    'docking',
    'docked',
    'undocking',
    'undocked',
    'berthing',
    'berthed',
    'unberthing',
    'capture',
  ],
  ...['deorbit', 'reentry', 'descent', 'landing', 'landed', 'touchdown', 'splashdown', 'microgravity'],
]);

/** Whether the last word of the name is one: `launch`, `lift-off`, `iss-docking`, `reached-orbit`, `Dragon landing`. */
export function isOfVehicle(name: string): boolean {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
  const last = words.at(-1) ?? '';
  return OF_A_VEHICLE.has(last) || OF_A_VEHICLE.has(`${words.at(-2) ?? ''}${last}`);
}
