/**
 * The atoms and prefixes of UCUM, the Unified Code for Units of Measure (case sensitive), as data. Four readings differ
 * from its tables: the mole is a dimension of its own, so that an amount of substance never converts into a bare number;
 * `M` is mol/L; the constants of nature are those of 2018 (CODATA), five of them exact; the phot is 10^4 lx.
 */

/** Powers of ten. */
export const PREFIXES: Readonly<Record<string, number>> = {
  ...{ Y: 24, Z: 21, E: 18, P: 15, T: 12, G: 9, M: 6, k: 3, h: 2, da: 1 },
  ...{ d: -1, c: -2, m: -3, u: -6, n: -9, p: -12, f: -15, a: -18, z: -21, y: -24 },
};

/** Powers of two. */
export const BINARY_PREFIXES: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40 };

/** In the order in which dimensions are written; all take prefixes. */
export const BASE_ATOMS = ['m', 's', 'g', 'rad', 'K', 'C', 'cd', 'mol', 'bit'];

/** One a line: code, how many, of which unit. These take prefixes. */
export const METRIC_ATOMS = `
sr 1 rad2
Hz 1 s-1
N 1 kg.m/s2
Pa 1 N/m2
J 1 N.m
W 1 J/s
A 1 C/s
V 1 J/C
F 1 C/V
Ohm 1 V/A
S 1 Ohm-1
Wb 1 V.s
T 1 Wb/m2
H 1 Wb/A
lm 1 cd.sr
lx 1 lm/m2
Bq 1 s-1
Gy 1 J/kg
Sv 1 J/kg
l 1 dm3
L 1 l
M 1 mol/L
ar 100 m2
t 1000 kg
bar 1e5 Pa
u 1.66053906660e-24 g
eV 1 [e].V
pc 3.085678e16 m
[c] 299792458 m/s
[h] 6.62607015e-34 J.s
[k] 1.380649e-23 J/K
[eps_0] 8.8541878128e-12 F/m
[mu_0] 1 4.[pi].10*-7.N/A2
[e] 1.602176634e-19 C
[m_e] 9.1093837015e-28 g
[m_p] 1.67262192369e-24 g
[G] 6.67430e-11 m3.kg-1.s-2
[g] 9.80665 m/s2
[ly] 1 [c].a_j
gf 1 g.[g]
Ky 1 cm-1
Gal 1 cm/s2
dyn 1 g.cm/s2
erg 1 dyn.cm
P 1 dyn.s/cm2
Bi 10 A
St 1 cm2/s
Mx 1e-8 Wb
G 1e-4 T
Oe 250 /[pi].A/m
Gb 1 Oe.cm
sb 1 cd/cm2
Lmb 1 cd/cm2/[pi]
ph 1e4 lx
Ci 3.7e10 Bq
R 2.58e-4 C/kg
RAD 100 erg/g
REM 1 RAD
cal_[15] 4.18580 J
cal_[20] 4.18190 J
cal_m 4.19002 J
cal_IT 4.1868 J
cal_th 4.184 J
cal 1 cal_th
tex 1 g/km
m[H2O] 9.80665 kPa
m[Hg] 133.3220 kPa
eq 1 mol
osm 1 mol
g% 1 g/dl
kat 1 mol/s
U 1 umol/min
[IU] 1 [iU]
st 1 m3
mho 1 S
By 8 bit
Bd 1 /s
`;

/** The same, without prefixes. */
export const PLAIN_ATOMS = `
10* 10 1
10^ 10 1
[pi] 3.1415926535897932384626433832795028841971693993751 1
% 1 10*-2
[ppth] 1 10*-3
[ppm] 1 10*-6
[ppb] 1 10*-9
[pptr] 1 10*-12
gon 0.9 deg
deg 2 [pi].rad/360
' 1 deg/60
'' 1 '/60
circ 2 [pi].rad
sph 4 [pi].sr
min 60 s
h 60 min
d 24 h
wk 7 d
a 1 a_j
a_t 365.24219 d
a_j 365.25 d
a_g 365.2425 d
mo 1 mo_j
mo_s 29.53059 d
mo_j 1 a_j/12
mo_g 1 a_g/12
AU 149597.870691 Mm
Ao 0.1 nm
b 100 fm2
atm 101325 Pa
att 1 kgf/cm2
[psi] 1 [lbf_av]/[in_i]2
[lbf_av] 1 [lb_av].[g]
[degR] 5 K/9
[Cal] 1 kcal_th
[Btu_39] 1.05967 kJ
[Btu_59] 1.05480 kJ
[Btu_60] 1.05468 kJ
[Btu_m] 1.05587 kJ
[Btu_IT] 1.05505585262 kJ
[Btu_th] 1.054350 kJ
[Btu] 1 [Btu_th]
[HP] 550 [ft_i].[lbf_av]/s
[den] 1 g/9/km
[in_i'H2O] 1 m[H2O].[in_i]/m
[in_i'Hg] 1 m[Hg].[in_i]/m
[PRU] 1 mm[Hg].s/ml
[wood'U] 1 mm[Hg].min/L
[diop] 1 /m
[mesh_i] 1 /[in_i]
[Ch] 1 mm/3
[drp] 1 ml/20
[hnsf'U] 1 1
[MET] 3.5 mL/min/kg
[S] 1 10*-13.s
[HPF] 1 1
[LPF] 100 1
[car_m] 0.2 g
[car_Au] 1 /24
[smoot] 67 [in_i]
`;

/**
 * Units that a procedure defines: each is a dimension of its own, for no conversion leads to another. `[iU]` takes
 * prefixes.
 */
export const ARBITRARY_ATOMS = `
[iU] [arb'U] [USP'U] [GPL'U] [MPL'U] [APL'U] [beth'U] [anti'Xa'U] [todd'U] [dye'U] [smgy'U] [bdsk'U] [ka'U] [knk'U]
[mclg'U] [tb'U] [CCID_50] [TCID_50] [EID_50] [PFU] [FFU] [CFU] [IR] [BAU] [AU] [Amb'a'1'U] [PNU] [Lf] [D'ag'U] [FEU]
[ELU] [EU] [NTU] [FNU] [hp_X] [hp_C] [hp_M] [hp_Q] [kp_X] [kp_C] [kp_M] [kp_Q]
`;

/**
 * Scales that are no multiple of a unit. One a line: code, its unit, and how numbers of the scale lie in that unit.
 * `zero n`: absolute zero lies n below its own. `log b n`: n times the logarithm to base b. `tan n`: n times the tangent.
 * `sqrt`: the square root.
 */
export const SCALES = `
Cel K zero 273.15
[degF] 5.K/9 zero 459.67
[degRe] 5.K/4 zero 218.52
[pH] mol/l log 10 -1
Np 1 log 2.718281828459045 1
B 1 log 10 1
B[SPL] 2.10*-5.Pa log 10 2
B[V] V log 10 2
B[mV] mV log 10 2
B[uV] uV log 10 2
B[10.nV] 10.nV log 10 2
B[W] W log 10 1
B[kW] kW log 10 1
bit_s 1 log 2 1
[hp'_X] 1 log 10 -1
[hp'_C] 1 log 100 -1
[hp'_M] 1 log 1000 -1
[hp'_Q] 1 log 50000 -1
[p'diop] rad tan 100
%[slope] rad tan 100
[m/s2/Hz^(1/2)] m2/s4/Hz sqrt
`;

/** These scales take prefixes, as all others that end in a bel do. */
export const METRIC_SCALES: ReadonlySet<string> = new Set(['Cel', 'Np', 'B']);
