/** Of the peers in `bench/package.json` what the benches use: types are checked where they are not installed. */
declare module 'nodejs-polars' {
  interface Series {
    cast(type: DataType): Series;
    /** Of what is not null. */
    sum(): number;
  }
  interface DataFrame {
    getColumn(name: string): Series;
    joinAsof(
      other: DataFrame,
      options: { on: string; strategy: 'nearest'; tolerance: number; checkSortedness: boolean },
    ): DataFrame;
  }
  interface DataType {
    readonly variant: string;
  }
  const polars: {
    DataFrame(columns: Readonly<Record<string, Series>>): DataFrame;
    Series(name: string, values: BigInt64Array | readonly number[], type: DataType): Series;
    readonly Float64: DataType;
    readonly Int64: DataType;
    readonly UInt32: DataType;
  };
  export default polars;
}

declare module 'csv-parse' {
  import type { Transform } from 'node:stream';
  export function parse(options: { fromLine: number }): Transform;
}
