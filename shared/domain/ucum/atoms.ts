/**
 * The unit atoms and prefixes of UCUM (The Unified Code for Units of Measure, case sensitive) that a payload meets.
 * An atom is so many of another unit; base atoms are their own. Two readings differ from the tables of UCUM: the mole
 * is a dimension of its own, so that an amount of substance never converts into a bare number, and `M` is mol/L.
 */
export interface Atom {
  /** One of it is value / per of `unit`, which is null for a base atom; a fraction stays one as long as it can. */
  readonly value: number;
  readonly per?: number;
  readonly unit: string | null;
  /** Takes prefixes. */
  readonly metric: boolean;
  /** A scale with a zero of its own, which stands alone and is never multiplied: hundredths up to it from absolute 0. */
  readonly zero?: number;
}

/** Powers of ten. */
export const PREFIXES: Readonly<Record<string, number>> = {
  Y: 24,
  Z: 21,
  E: 18,
  P: 15,
  T: 12,
  G: 9,
  M: 6,
  k: 3,
  h: 2,
  da: 1,
  d: -1,
  c: -2,
  m: -3,
  u: -6,
  n: -9,
  p: -12,
  f: -15,
  a: -18,
  z: -21,
  y: -24,
};

const base: Atom = { value: 1, unit: null, metric: true };
const metric = (value: number, unit: string): Atom => ({ value, unit, metric: true });
const plain = (value: number, unit: string, per = 1): Atom => ({ value, per, unit, metric: false });

/** The order in which dimensions are written. */
export const BASE_ATOMS = ['m', 's', 'g', 'rad', 'K', 'C', 'cd', 'mol', '[iU]', '[pH]', 'bit'] as const;

const CELSIUS_ABOVE_ABSOLUTE_ZERO = 27_315;
const FAHRENHEIT_ABOVE_ABSOLUTE_ZERO = 45_967;

export const ATOMS: ReadonlyMap<string, Atom> = new Map<string, Atom>([
  ...BASE_ATOMS.map((code): [string, Atom] => [code, base]),
  ['10*', plain(10, '1')],
  ['10^', plain(10, '1')],
  ['[pi]', plain(Math.PI, '1')],
  ['%', plain(0.01, '1')],
  ['[ppth]', plain(1e-3, '1')],
  ['[ppm]', plain(1e-6, '1')],
  ['[ppb]', plain(1e-9, '1')],
  ['[pptr]', plain(1e-12, '1')],
  ['sr', metric(1, 'rad2')],
  ['deg', plain(Math.PI, 'rad', 180)],
  ["'", plain(1, 'deg', 60)],
  ["''", plain(1, "'", 60)],
  ['gon', plain(0.9, 'deg')],
  ['circ', plain(2 * Math.PI, 'rad')],
  ['min', plain(60, 's')],
  ['h', plain(60, 'min')],
  ['d', plain(24, 'h')],
  ['wk', plain(7, 'd')],
  ['a', plain(365.25, 'd')],
  ['Hz', metric(1, 's-1')],
  ['N', metric(1, 'kg.m/s2')],
  ['dyn', metric(1, 'g.cm/s2')],
  ['Pa', metric(1, 'N/m2')],
  ['bar', metric(1e5, 'Pa')],
  ['atm', plain(101325, 'Pa')],
  ['att', plain(98066.5, 'Pa')],
  ['m[Hg]', metric(133.322, 'kPa')],
  ['m[H2O]', metric(9.80665, 'kPa')],
  ['[psi]', plain(6894.757293168361, 'Pa')],
  ['J', metric(1, 'N.m')],
  ['erg', metric(1, 'dyn.cm')],
  ['eV', metric(1.602176634e-19, 'J')],
  ['cal', metric(4.184, 'J')],
  ['W', metric(1, 'J/s')],
  ['A', metric(1, 'C/s')],
  ['V', metric(1, 'J/C')],
  ['F', metric(1, 'C/V')],
  ['Ohm', metric(1, 'V/A')],
  ['S', metric(1, 'Ohm-1')],
  ['mho', metric(1, 'S')],
  ['Wb', metric(1, 'V.s')],
  ['T', metric(1, 'Wb/m2')],
  ['G', metric(1e-4, 'T')],
  ['H', metric(1, 'Wb/A')],
  ['Cel', { ...metric(1, 'K'), zero: CELSIUS_ABOVE_ABSOLUTE_ZERO }],
  ['[degF]', { ...plain(5, 'K', 9), zero: FAHRENHEIT_ABOVE_ABSOLUTE_ZERO }],
  ['[degR]', plain(5, 'K', 9)],
  ['lm', metric(1, 'cd.sr')],
  ['lx', metric(1, 'lm/m2')],
  ['Bq', metric(1, 's-1')],
  ['Ci', metric(3.7e10, 'Bq')],
  ['Gy', metric(1, 'J/kg')],
  ['RAD', metric(100, 'erg/g')],
  ['Sv', metric(1, 'J/kg')],
  ['REM', metric(1, 'RAD')],
  ['R', metric(2.58e-4, 'C/kg')],
  ['L', metric(1, 'dm3')],
  ['l', metric(1, 'dm3')],
  ['ar', metric(100, 'm2')],
  ['t', metric(1000, 'kg')],
  ['u', metric(1.6605390666e-24, 'g')],
  ['P', metric(1, 'dyn.s/cm2')],
  ['St', metric(1, 'cm2/s')],
  ['Gal', metric(1, 'cm/s2')],
  ['kat', metric(1, 'mol/s')],
  ['U', metric(1, 'umol/min')],
  ['M', metric(1, 'mol/L')],
  ['eq', metric(1, 'mol')],
  ['osm', metric(1, 'mol')],
  ['[IU]', metric(1, '[iU]')],
  ['By', metric(8, 'bit')],
  ['[g]', metric(9.80665, 'm/s2')],
  ['[c]', metric(299792458, 'm/s')],
  ['[in_i]', plain(2.54, 'cm')],
  ['[ft_i]', plain(30.48, 'cm')],
  ['[lb_av]', plain(453.59237, 'g')],
  ['[lbf_av]', plain(1, '[lb_av].[g]')],
]);
