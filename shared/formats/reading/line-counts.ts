/** The physical lines of a file, each in one of the counts below `all`. */
export interface LineCounts {
  readonly all: number;
  /** Above the header. */
  readonly preamble: number;
  /** Of the header, in which a quoted name may run on. */
  readonly header: number;
  readonly blank: number;
  readonly comments: number;
  /** Of headers further down. */
  readonly headersAgain: number;
  /** Between a header and its rows: units, or what the source says is to be skipped. */
  readonly skipped: number;
  /** Of rows, readable or not; a row whose quotes hold line ends has several. */
  readonly rows: number;
}
