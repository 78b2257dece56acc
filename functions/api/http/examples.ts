const JSON_BODY = '-H "Content-Type: application/json"';
const ALARM = '/v1/experiments/twins/alarms/STUCK:FU1:temperature';

/**
 * One request per operation, by its id: its path, and further options of curl; a test sends each to a real stack. The
 * files are in the folder where the command runs; `$ID` is the id of a downlink.
 */
export const EXAMPLES: Readonly<Record<string, readonly [path: string, options?: string]>> = {
  getHealth: ['/v1/health'],
  putExperiment: [
    '/v1/experiments/twins',
    '-X PUT -H "Content-Type: application/yaml" --data-binary @twins.yaml',
  ],
  listExperiments: ['/v1/experiments'],
  getExperiment: ['/v1/experiments/twins'],
  listEvents: ['/v1/experiments/twins/events'],
  recordEvents: [
    '/v1/experiments/twins/events',
    '-H "Content-Type: application/json" -d \'{"name":"exchange","unit":"FU1","at":"2026-03-01T08:00:00Z"}\'',
  ],
  announceDownlink: [
    '/v1/experiments/twins/downlinks',
    '-H "Content-Type: application/json" -d \'{"fileName":"fu1.csv","bytes":1024}\'',
  ],
  listDownlinks: ['/v1/experiments/twins/downlinks'],
  getDownlink: ['/v1/experiments/twins/downlinks/$ID'],
  getDownlinkHistory: ['/v1/experiments/twins/downlinks/$ID/history'],
  findLines: ['/v1/experiments/twins/downlinks/$ID/lines?unit=FU1&channel=temperature&limit=3'],
  getRejects: ['/v1/experiments/twins/downlinks/$ID/rejects'],
  renewUpload: ['/v1/experiments/twins/downlinks/$ID/upload'],
  completeUpload: ['/v1/experiments/twins/downlinks/$ID/upload', '-X POST'],
  linkPart: [
    '/v1/experiments/twins/downlinks/$ID/upload/parts/1',
    '-H "Content-Type: application/json" -d "{\\"sha256\\":\\"$(sha256sum fu1.csv | cut -c1-64)\\"}"',
  ],
  redriveDownlink: ['/v1/experiments/twins/downlinks/$ID/redrive', '-X POST'],
  rereadDownlink: ['/v1/experiments/twins/downlinks/$ID/reread', '-X POST'],
  withdrawDownlink: [
    '/v1/experiments/twins/downlinks/$ID/withdraw',
    '-H "Content-Type: application/json" -d \'{"reason":"of another payload"}\'',
  ],
  getTelemetry: [
    '/v1/experiments/twins/telemetry?unit=FU1&channel=temperature&from=2026-03-01T06:00:00Z&maxPoints=100',
  ],
  getCompleteness: ['/v1/experiments/twins/completeness?unit=FU1'],
  putContacts: [
    '/v1/experiments/twins/contacts',
    '-X PUT -H "Content-Type: text/csv" --data-binary @contacts.csv',
  ],
  getContacts: ['/v1/experiments/twins/contacts'],
  getRedownlink: ['/v1/experiments/twins/redownlink'],
  getAlignment: ['/v1/experiments/twins/alignment?pair=P1'],
  getDeltas: ['/v1/experiments/twins/deltas?pair=P1&channel=temperature&resolution=PT10M'],
  getReport: ['/v1/experiments/twins/report?pair=P1'],
  getConduct: ['/v1/experiments/twins/conduct?ground=GU1&delay=PT96H', '-H "Accept: text/csv"'],
  reissueConduct: [
    '/v1/experiments/twins/conduct?ground=GU1&delay=PT96H',
    '-H "Accept: text/csv" -H "Content-Type: text/csv" --data-binary @chamber.csv',
  ],
  getCompliance: ['/v1/experiments/twins/conduct/compliance?ground=GU1'],
  listAlarms: ['/v1/experiments/twins/alarms?unit=FU1'],
  acknowledgeAlarm: [`${ALARM}/acknowledge`, `${JSON_BODY} -d '{"comment":"fan replaced"}'`],
  unacknowledgeAlarm: [`${ALARM}/unacknowledge`, '-X POST'],
  shelveAlarm: [`${ALARM}/shelve`, `${JSON_BODY} -d "{\\"until\\":\\"$(date -u -d '+2 hours' +%FT%TZ)\\"}"`],
  unshelveAlarm: [`${ALARM}/unshelve`, '-X POST'],
  resetAlarm: [`${ALARM}/reset`, '-X POST'],
  assignAlarm: [`${ALARM}/assign`, `${JSON_BODY} -d '{"owner":"ada"}'`],
  getHandover: ['/v1/experiments/twins/handover?since=2026-03-01T00:00:00Z'],
  listNotes: ['/v1/experiments/twins/notes?unit=FU1'],
  writeNote: ['/v1/experiments/twins/notes', `${JSON_BODY} -d '{"text":"fan replaced","unit":"FU1"}'`],
  putRoutes: [
    '/v1/experiments/twins/routes',
    `-X PUT ${JSON_BODY} -d '{"routes":[{"id":"phone","via":"sns","severities":["CRITICAL","SEVERE"]}]}'`,
  ],
  getRoutes: ['/v1/experiments/twins/routes'],
  testRoute: ['/v1/experiments/twins/routes/phone/test', '-X POST'],
  getJournal: ['/v1/experiments/twins/journal?only=messages&limit=20'],
  getAnomalies: ['/v1/experiments/twins/anomalies?current=true&severity=WARNING'],
  getChannels: ['/v1/experiments/twins/channels?channel=temperature'],
  getDrop: ['/v1/drop'],
  linkFile: ['/v1/experiments/twins/downlinks/$ID/file'],
  listDefinitions: ['/v1/experiments/twins/definitions'],
  getDefinition: [`/v1/experiments/twins/definitions/${'0'.repeat(64)}`],
  getArchive: ['/v1/experiments/twins/archive'],
  getContrasts: ['/v1/experiments/twins/expression'],
  getNormalized: ['/v1/experiments/twins/assays/rnaseq/normalized'],
  getGenePoints: ['/v1/experiments/twins/expression/flight-v-ground/points'],
  listExclusions: ['/v1/experiments/twins/exclusions'],
  recordExclusion: [
    '/v1/experiments/twins/exclusions',
    `${JSON_BODY} -d '{"unit":"FU1","reason":"LEAK","evidence":"medium in the foam"}'`,
  ],
  getComparisons: ['/v1/experiments/twins/comparisons?contrast=flight-v-ground&endpoint=temperature'],
  compareAcross: ['/v1/comparisons?endpoint=pits&experiment=twins&experiment=rpm'],
  getLiterature: ['/v1/literature?symbol=RUNX2&technique=RPM'],
  getPits: ['/v1/experiments/twins/pits'],
  getPitObjects: ['/v1/experiments/twins/pits/objects'],
  getPicture: ['/v1/experiments/twins/pits/pictures/d000001/overlay'],
  confirmScale: ['/v1/experiments/twins/pits/scale', `${JSON_BODY} -d '{"assay":"pits","micrometres":0.76}'`],
  getGenes: ['/v1/experiments/twins/expression/flight-v-ground?set=resorption'],
  listSegments: ['/v1/experiments/twins/export?unit=FU1'],
  startVerify: ['/v1/experiments/twins/verify', '-X POST'],
  getVerify: ['/v1/experiments/twins/verify'],
  startRebuild: ['/v1/experiments/twins/rebuild', '-X POST'],
  addHolder: ['/v1/holders', `${JSON_BODY} -d '{"holder":"station-kiruna","right":"UPLOAD"}'`],
  listHolders: ['/v1/holders'],
  getAudit: ['/v1/audit?experiment=twins&holder=ada'],
  revokeHolder: ['/v1/holders/station-kiruna/revoke', '-X POST'],
  getRebuild: ['/v1/experiments/twins/rebuild'],
};

/** The whole command; null of an operation that has no example. */
export function exampleOf(id: string): string | null {
  const example = EXAMPLES[id];
  if (example === undefined) return null;
  const [path, ...options] = example;
  const token = id === 'getHealth' ? [] : ['-H "Authorization: Bearer $TOKEN"'];
  return [`curl -s "$URL${path}"`, ...token, ...options].join(' \\\n  ');
}
