import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, ProjectionType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { DUE_INDEX, TABLE_KEYS } from '../../shared/runtime/environment-names.ts';

/** The one table: on demand, restorable to any second, kept when the stack goes; with the sparse index of due marks. */
export class HouseTable extends TableV2 {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      partitionKey: { name: TABLE_KEYS.partition, type: AttributeType.STRING },
      sortKey: { name: TABLE_KEYS.sort, type: AttributeType.STRING },
      billing: Billing.onDemand(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      globalSecondaryIndexes: [
        {
          indexName: DUE_INDEX,
          partitionKey: { name: TABLE_KEYS.duePartition, type: AttributeType.STRING },
          sortKey: { name: TABLE_KEYS.dueSort, type: AttributeType.STRING },
          // A due mark is only a hint that names a key: whoever acts on it reads the item itself.
          projectionType: ProjectionType.KEYS_ONLY,
        },
      ],
    });
  }
}
