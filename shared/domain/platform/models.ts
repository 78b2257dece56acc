/** By which model the gravity of a platform is told. */
export const GRAVITY_MODELS = [
  'NORMAL',
  'FREE_FALL',
  'AXIAL_UNLOADING',
  'LIMB_UNLOADING',
  'BUOYANCY',
  'DIRECTION_AVERAGED',
  'FALL_CYCLES',
  'UNKNOWN',
] as const;
