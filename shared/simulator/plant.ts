/** The incubator: a block of metal between a heater and the air around it, and what holds it at its set-point. */
import type { Seconds } from '../domain/time.ts';

/** Full power holds the block so many °C above the air; it follows with this time constant. */
const BLOCK = { rise: 25, seconds: 7_200 } as const;
/** Share of full power for each °C that is lacking, and the time in which the integral adds as much again. */
const PI = { perDegree: 0.5, seconds: 3_600 } as const;
/** Between switching on and off, °C. */
const HYSTERESIS = 0.4;
/** A heater that only switches has a duty over time. */
const DUTY_SECONDS = 1_800;
/** Longer steps would be longer than what they approximate. */
const LONGEST_STEP: Seconds = 60;

export interface Drive {
  readonly target: number;
  /** The air around, °C. */
  readonly ambient: number;
  /** What the control sensor said last; NaN before its first reading. */
  readonly reading: number;
  /** What is left of the heater's power, 0 to 1. */
  readonly power: number;
  readonly isOn: boolean;
}

/** One period on: the block's temperature in °C, and the heater's duty in %. */
export type Plant = (drive: Drive) => { readonly temperature: number; readonly duty: number };

/** Begins at the temperature of the air. The loop sees its sensor once a period. */
export function plantOf(loop: 'pi' | 'thermostat', period: Seconds): Plant {
  const steps = Math.ceil(period / LONGEST_STEP);
  const seconds = period / steps;
  const control = loop === 'pi' ? proportionalIntegral(period) : thermostat();
  const smoothed = loop === 'pi' ? 1 : 1 - Math.exp(-period / DUTY_SECONDS);
  let temperature: number | null = null;
  let duty = 0;
  return ({ target, ambient, reading, power, isOn }) => {
    temperature ??= ambient;
    const given = isOn && !Number.isNaN(reading) ? control(target - reading) : 0;
    for (let i = 0; i < steps; i++)
      temperature += ((ambient + BLOCK.rise * power * given - temperature) * seconds) / BLOCK.seconds;
    duty += smoothed * (100 * given - duty);
    return { temperature, duty };
  };
}

/** The share of full power that the difference between set-point and reading asks for. */
type Control = (lacking: number) => number;

function proportionalIntegral(period: Seconds): Control {
  let integral = 0;
  return (lacking) => {
    const wanted = integral + PI.perDegree * lacking;
    const given = Math.min(1, Math.max(0, wanted));
    // While the heater is at an end the integral waits, or it would overshoot for hours.
    if (wanted === given) integral += (PI.perDegree * lacking * period) / PI.seconds;
    return given;
  };
}

function thermostat(): Control {
  let isHeating = false;
  return (lacking) => {
    if (Math.abs(lacking) > HYSTERESIS / 2) isHeating = lacking > 0;
    return isHeating ? 1 : 0;
  };
}
