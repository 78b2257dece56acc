/** What a person reads first at `/docs`. Its commands are run by a test, in this order, in a folder with the files. */
export const INTRODUCTION = `Howship takes the files of a flight experiment and of its twin on the ground in, and answers what arrived, how flight differs from ground, and what is wrong with the hardware.

### The token

Everything but \`/v1/health\` and these docs needs a bearer token in the header \`Authorization\`. Of a local stack \`./howship token\` prints it. Of a deployed stack the first one is in the secret that the deployment names as \`TokensSecretArn\`. \`./howship token add NAME\` hands out others, each with a right (read, upload, operate) and, if you say so, for some experiments only: for such a token there are no others. The name of a holder stands in every change that is made with the token.

\`\`\`sh
export URL=http://127.0.0.1:8080   # the address of this page
export TOKEN=$(./howship token)
curl -s "$URL/v1/experiments" -H "Authorization: Bearer $TOKEN"
\`\`\`

### A file, from its announcement to its receipt

Announce the file, put its bytes to the link that comes back, and read the receipt until its state is final. \`./howship upload FILE\` does all of it, in parts above 100 MiB.

\`\`\`sh
curl -s "$URL/v1/experiments/twins/downlinks" -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" \\
  -d "{\\"fileName\\":\\"fu1.csv\\",\\"bytes\\":$(wc -c < fu1.csv)}" > receipt.json
curl -s -X PUT --data-binary @fu1.csv "$(jq -r .upload.url receipt.json)" \\
  $(jq -r '.upload.headers | to_entries[] | "-H \\(.key):\\(.value)"' receipt.json)
export ID=$(jq -r .id receipt.json)
curl -s "$URL/v1/experiments/twins/downlinks/$ID" -H "Authorization: Bearer $TOKEN"
\`\`\`

### Formats

Answers are JSON. Where an operation lists \`text/csv\` or \`application/vnd.apache.parquet\`, the header \`Accept\` chooses. A definition is sent as YAML or JSON. Instants are ISO 8601 with an offset (\`2026-03-01T06:00:00Z\`), durations ISO 8601 (\`PT10M\`), units UCUM codes (\`Cel\`, \`%\`). A range holds its beginning and not its end. A delta is always flight minus ground.

\`\`\`sh
curl -s "$URL/v1/experiments/twins/deltas?pair=P1&channel=temperature" \\
  -H "Authorization: Bearer $TOKEN" -H "Accept: text/csv"
\`\`\`

### What is pending

An answer counts as \`pending\` what has arrived and is not in it yet; 0 says that it holds everything but what is \`stopped\`: buckets, units and pairs on which every run died, and which come in with new data, another definition or newer code only. Where nothing is stopped, the key is absent. Tables say both in the headers \`Howship-Pending\` and \`Howship-Stopped\`. Nothing is pushed: ask again.

### Errors

An error is a problem of RFC 9457 (\`application/problem+json\`): \`status\`, a stable \`code\` for programs (\`unit.unknown\`), \`detail\` for people (what was expected, what came, what to do), the place (\`field\`, \`line\`, \`column\`), and \`problems\` where there are several. 429 and 5xx pass: ask again after a pause. Every other error stays until the request changes.

\`\`\`sh
curl -s "$URL/v1/experiments/twins/telemetry?unit=FU9&channel=temperature" -H "Authorization: Bearer $TOKEN" | jq .code
\`\`\`

### Pages and long answers

A list that is longer than one answer has \`next\`: ask again with \`?next=\` and that value until there is none. A table in parts names the next one in the header \`Link\`. An answer above 4 MB is a 303 to a link that holds for an hour and needs no token (\`curl -L\`). Answers from 10 KB on are sent as gzip to a client that takes it (\`curl --compressed\`).
`;
