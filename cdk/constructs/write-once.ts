import { Stack } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { KEPT_PREFIX, RAW_PREFIX } from '../../shared/runtime/environment-names.ts';

/**
 * Has the bucket refuse everybody, whatever their own permissions, to write over a raw file, to hide one or an item of
 * what is kept behind a deletion, and to delete a version of anything. Only the role named may delete; nothing of the stack is that
 * role. Rules of the bucket's own, which remove files of dry runs, are not held to a policy.
 *
 * @param breakGlassRole its name, with its path if it has one
 */
export function writeOnce(bucket: Bucket, breakGlassRole: string): void {
  const { account, partition } = Stack.of(bucket);
  const butBreakGlass = {
    ArnNotEquals: { 'aws:PrincipalArn': `arn:${partition}:iam::${account}:role/${breakGlassRole}` },
  };
  // Parts of an upload, and its beginning, know no condition. What makes an object of them does, as a PUT and a copy do.
  deny(bucket, 's3:PutObject', [RAW_PREFIX], {
    Null: { 's3:if-none-match': 'true' },
    Bool: { 's3:ObjectCreationOperation': 'true' },
  });
  // What lies in the drop is its sender's, who may delete it: its versions stay.
  deny(bucket, 's3:DeleteObject', [RAW_PREFIX, KEPT_PREFIX], butBreakGlass);
  deny(bucket, 's3:DeleteObjectVersion', [''], butBreakGlass);
}

function deny(
  bucket: Bucket,
  action: string,
  prefixes: readonly string[],
  conditions: Record<string, Record<string, string>>,
): void {
  bucket.addToResourcePolicy(
    new PolicyStatement({
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: [action],
      resources: prefixes.map((prefix) => bucket.arnForObjects(`${prefix}*`)),
      conditions,
    }),
  );
}
