import { startS3Door } from '../../../../cdk/local/s3/door.ts';

/** A door in a process of its own, to be killed: `node door-process.ts <root> <region> <key id> <secret>`; prints its URL. */
const [root = '', region = '', accessKeyId = '', secretAccessKey = ''] = process.argv.slice(2);
const door = await startS3Door({
  root,
  region,
  credentials: { accessKeyId, secretAccessKey },
  buckets: [
    { name: 'plain', versioned: false, cors: [] },
    { name: 'versions', versioned: true, cors: [] },
  ],
});
process.stdout.write(`${door.url}\n`);
