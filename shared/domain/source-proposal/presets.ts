/** Files that loggers and programs of the field write: how each is recognised, and what of its source is known beforehand. */

/** What a file of the kind has; every sign counts. */
export interface Sign {
  /** Where it is looked for: a line above the names, the name of a column, or any time of the first rows. */
  readonly in: 'above' | 'column' | 'time';
  readonly pattern: RegExp;
  /** What was expected, where it is not there. */
  readonly says: string;
}

export interface Preset {
  readonly id: string;
  /** What writes such files. */
  readonly writer: string;
  /** Where the format is described, or a file of it stands. */
  readonly described: string;
  readonly signs: readonly Sign[];
  readonly source: SourceFragment;
}

/** What the format says of its sources. What it leaves to its user is asked: the zone above all. */
export interface SourceFragment {
  /** How times may be written; others that read them too are not meant. */
  readonly formats?: readonly string[];
  /** Columns that measure nothing. */
  readonly ignore?: RegExp;
  /** Such columns come and go from file to file. */
  readonly ignoresRest?: true;
  /** Of a column's name, what is the same in the files of every device; by it and its position the column is called. */
  readonly lasting?: RegExp;
  /** What stands for "no reading". */
  readonly missing?: readonly (string | number)[];
  /** Units that no name says, by column. */
  readonly units?: Readonly<Record<string, string>>;
  /** A column whose texts say the unit of each row, and the quantity by them. */
  readonly byUnit?: { readonly column: string; readonly quantities: Readonly<Record<string, string>> };
}

export const PRESETS: readonly Preset[] = [
  {
    id: 'genelab',
    writer: "GeneLab's environment CSV",
    described: 'https://osdr.nasa.gov',
    signs: [{ in: 'column', pattern: /^Controller_Time_GMT$/, says: 'a column Controller_Time_GMT' }],
    source: {
      formats: ['M/d/yyyy H:mm', 'M/d/yy H:mm'],
      ignore: /^(?:Blank|Light\d*|Control_Chamber|Vehicles)$/,
    },
  },
  {
    id: 'hobo',
    writer: "HOBOware's and HOBOconnect's CSV",
    described: 'https://github.com/nationalparkservice/hobo-py',
    signs: [
      { in: 'column', pattern: /^Date[- ]Time\b/i, says: 'a column "Date Time, …"' },
      {
        in: 'column',
        pattern: /^#$|\bLGR S\/N: |^EOF$/,
        says: 'a column # or EOF, or the serial of a logger (LGR S/N: …) in a name',
      },
    ],
    source: {
      ignore:
        /^(?:#$|(?:Coupler (?:At|De)tached|Host Connect(?:ed)?|Stopped|End Of File|EOF|Button (?:Up|Down)|(?:Good|Bad) Battery|Started|Logged)\b)/i,
      ignoresRest: true,
      lasting: /^.*?(?= \((?:LGR|SEN) S\/N: )/,
    },
  },
  {
    id: 'toa5',
    writer: "Campbell Scientific's TOA5 tables",
    described:
      'https://help.campbellsci.com/loggernet-manual/ln_manual/campbell_scientific_file_formats/toa5.htm',
    signs: [
      { in: 'above', pattern: /^"?TOA5"?,/, says: 'a first line that begins with TOA5' },
      { in: 'column', pattern: /^TIMESTAMP$/, says: 'a column TIMESTAMP' },
    ],
    source: { ignore: /^RECORD$|_TM[nx]$/, missing: ['NAN'] },
  },
  {
    id: 'lvm',
    writer: "LabVIEW's measurement files",
    described:
      'https://www.ni.com/en/support/documentation/supplemental/06/specification-for-the-labview-measurement-file---lvm-.html',
    signs: [
      { in: 'above', pattern: /^LabVIEW Measurement\b/, says: 'a first line LabVIEW Measurement' },
      { in: 'column', pattern: /^X_Value$/, says: 'a column X_Value' },
    ],
    source: { ignore: /^Comment$/ },
  },
  {
    id: 'astro-pi',
    writer: "Astro Pi's data of 2021/22",
    described: 'https://pythonhosted.org/sense-hat',
    signs: [
      { in: 'column', pattern: /^Date\/Time$/, says: 'a column Date/Time' },
      { in: 'column', pattern: /^MagX$/, says: 'a column MagX' },
      { in: 'column', pattern: /^AccelX$/, says: 'a column AccelX' },
    ],
    source: {
      ignore: /^(?:Latitude|Longitude|Compass|Pitch|Roll|Yaw|R|G|B|C|Motion)$/,
      units: {
        ...{ Temperature: 'degC', Humidity: '%RH', Pressure: 'mbar' },
        ...{ MagX: 'µT', MagY: 'µT', MagZ: 'µT', AccelX: 'g', AccelY: 'g', AccelZ: 'g' },
      },
    },
  },
  {
    id: 'ibutton',
    writer: "OneWireViewer's mission results of iButtons",
    described: 'https://www.analog.com/en/resources/app-notes/onewireviewer-tips-and-tricks.html',
    signs: [
      { in: 'above', pattern: /^"?1-Wire\/iButton /, says: 'a line above that begins with 1-Wire/iButton' },
      { in: 'column', pattern: /^Unit$/, says: 'a column Unit' },
      { in: 'column', pattern: /^Value$/, says: 'a column Value' },
    ],
    source: {
      byUnit: {
        column: 'Unit',
        quantities: { C: 'temperature', F: 'temperature', '%RH': 'humidity' },
      },
    },
  },
  {
    id: 'yamcs',
    writer: "Yamcs' CSV of parameters",
    described:
      'https://github.com/yamcs/yamcs/blob/master/yamcs-core/src/main/java/org/yamcs/utils/ParameterFormatter.java',
    signs: [
      { in: 'column', pattern: /^Time$/, says: 'a column Time' },
      {
        in: 'column',
        pattern: /^\/[^/]+\/\S/,
        says: 'a column that is called as a parameter (/SYSTEM/name)',
      },
      {
        in: 'time',
        pattern: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,}Z$/,
        says: 'times such as 2026-03-01T06:00:00.000Z',
      },
    ],
    source: { ignore: /_(?:RAW|MONITORING)$/ },
  },
  {
    id: 'openmct',
    writer: "Open MCT's CSV of a table",
    described: 'https://github.com/nasa/openmct/blob/master/src/exporters/CSVExporter.js',
    signs: [
      {
        in: 'time',
        pattern: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}Z$/,
        says: 'times such as 2026-03-01 06:00:00.000Z',
      },
      { in: 'column', pattern: /^(?:Timestamp|UTC|Time)$/i, says: 'a column Timestamp, UTC or Time' },
    ],
    source: {},
  },
];
