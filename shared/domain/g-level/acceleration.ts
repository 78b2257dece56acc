/** Acceleration along three axes, as an accelerometer of a station or a payload sends it. */

export interface Accelerations {
  /** Seconds from the beginning, ascending. */
  readonly seconds: Float64Array;
  /** In g, as measured: the sensor's bias is in it. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly z: Float32Array;
}

/** Standard acceleration of free fall, m/s² (3rd CGPM, 1901). */
export const STANDARD_G = 9.80665;
