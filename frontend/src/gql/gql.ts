/* eslint-disable */
import * as types from './graphql';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  fragment OrderRow on Order {\n    id\n    number\n    customer\n    placedAt\n    total {\n      ...MoneyParts\n    }\n    paymentMethod\n    paymentTitle\n    state\n    stateSince\n    vascoNumber\n    vascoYear\n    changes {\n      field\n    }\n    reason {\n      code\n      params {\n        name\n        value\n      }\n    }\n    shop {\n      id\n      key\n      name\n    }\n  }\n": typeof types.OrderRowFragmentDoc,
    "\n  query OrdersPage($first: Int, $after: Cursor, $last: Int, $before: Cursor, $filter: OrderFilter) {\n    orders(first: $first, after: $after, last: $last, before: $before, filter: $filter) {\n      nodes {\n        ...OrderRow\n      }\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n": typeof types.OrdersPageDocument,
    "\n  query OrderStates($shopId: ID) {\n    dashboard(shopId: $shopId) {\n      states {\n        state\n        count\n      }\n    }\n  }\n": typeof types.OrderStatesDocument,
    "\n  subscription OrdersChanged($shopId: ID) {\n    orderChanged(shopId: $shopId) {\n      ...OrderRow\n    }\n  }\n": typeof types.OrdersChangedDocument,
    "\n  mutation SyncOrders($input: SyncOrdersInput!) {\n    syncOrders(input: $input) {\n      queued\n      unchanged\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": typeof types.SyncOrdersDocument,
    "\n  fragment MoneyParts on Money {\n    amount\n    currency\n  }\n": typeof types.MoneyPartsFragmentDoc,
    "\n  fragment ReasonParts on Reason {\n    code\n    params {\n      name\n      value\n    }\n    refId\n    alsoWaiting\n  }\n": typeof types.ReasonPartsFragmentDoc,
    "\n  fragment UserErrorParts on UserError {\n    field\n    code\n    message\n  }\n": typeof types.UserErrorPartsFragmentDoc,
    "\n  fragment PageParts on PageInfo {\n    hasNextPage\n    hasPreviousPage\n    startCursor\n    endCursor\n  }\n": typeof types.PagePartsFragmentDoc,
    "\n  query ShopChoices {\n    shops {\n      id\n      key\n      name\n      timezone\n    }\n  }\n": typeof types.ShopChoicesDocument,
};
const documents: Documents = {
    "\n  fragment OrderRow on Order {\n    id\n    number\n    customer\n    placedAt\n    total {\n      ...MoneyParts\n    }\n    paymentMethod\n    paymentTitle\n    state\n    stateSince\n    vascoNumber\n    vascoYear\n    changes {\n      field\n    }\n    reason {\n      code\n      params {\n        name\n        value\n      }\n    }\n    shop {\n      id\n      key\n      name\n    }\n  }\n": types.OrderRowFragmentDoc,
    "\n  query OrdersPage($first: Int, $after: Cursor, $last: Int, $before: Cursor, $filter: OrderFilter) {\n    orders(first: $first, after: $after, last: $last, before: $before, filter: $filter) {\n      nodes {\n        ...OrderRow\n      }\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n": types.OrdersPageDocument,
    "\n  query OrderStates($shopId: ID) {\n    dashboard(shopId: $shopId) {\n      states {\n        state\n        count\n      }\n    }\n  }\n": types.OrderStatesDocument,
    "\n  subscription OrdersChanged($shopId: ID) {\n    orderChanged(shopId: $shopId) {\n      ...OrderRow\n    }\n  }\n": types.OrdersChangedDocument,
    "\n  mutation SyncOrders($input: SyncOrdersInput!) {\n    syncOrders(input: $input) {\n      queued\n      unchanged\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": types.SyncOrdersDocument,
    "\n  fragment MoneyParts on Money {\n    amount\n    currency\n  }\n": types.MoneyPartsFragmentDoc,
    "\n  fragment ReasonParts on Reason {\n    code\n    params {\n      name\n      value\n    }\n    refId\n    alsoWaiting\n  }\n": types.ReasonPartsFragmentDoc,
    "\n  fragment UserErrorParts on UserError {\n    field\n    code\n    message\n  }\n": types.UserErrorPartsFragmentDoc,
    "\n  fragment PageParts on PageInfo {\n    hasNextPage\n    hasPreviousPage\n    startCursor\n    endCursor\n  }\n": types.PagePartsFragmentDoc,
    "\n  query ShopChoices {\n    shops {\n      id\n      key\n      name\n      timezone\n    }\n  }\n": types.ShopChoicesDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OrderRow on Order {\n    id\n    number\n    customer\n    placedAt\n    total {\n      ...MoneyParts\n    }\n    paymentMethod\n    paymentTitle\n    state\n    stateSince\n    vascoNumber\n    vascoYear\n    changes {\n      field\n    }\n    reason {\n      code\n      params {\n        name\n        value\n      }\n    }\n    shop {\n      id\n      key\n      name\n    }\n  }\n"): (typeof documents)["\n  fragment OrderRow on Order {\n    id\n    number\n    customer\n    placedAt\n    total {\n      ...MoneyParts\n    }\n    paymentMethod\n    paymentTitle\n    state\n    stateSince\n    vascoNumber\n    vascoYear\n    changes {\n      field\n    }\n    reason {\n      code\n      params {\n        name\n        value\n      }\n    }\n    shop {\n      id\n      key\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OrdersPage($first: Int, $after: Cursor, $last: Int, $before: Cursor, $filter: OrderFilter) {\n    orders(first: $first, after: $after, last: $last, before: $before, filter: $filter) {\n      nodes {\n        ...OrderRow\n      }\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n"): (typeof documents)["\n  query OrdersPage($first: Int, $after: Cursor, $last: Int, $before: Cursor, $filter: OrderFilter) {\n    orders(first: $first, after: $after, last: $last, before: $before, filter: $filter) {\n      nodes {\n        ...OrderRow\n      }\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OrderStates($shopId: ID) {\n    dashboard(shopId: $shopId) {\n      states {\n        state\n        count\n      }\n    }\n  }\n"): (typeof documents)["\n  query OrderStates($shopId: ID) {\n    dashboard(shopId: $shopId) {\n      states {\n        state\n        count\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription OrdersChanged($shopId: ID) {\n    orderChanged(shopId: $shopId) {\n      ...OrderRow\n    }\n  }\n"): (typeof documents)["\n  subscription OrdersChanged($shopId: ID) {\n    orderChanged(shopId: $shopId) {\n      ...OrderRow\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SyncOrders($input: SyncOrdersInput!) {\n    syncOrders(input: $input) {\n      queued\n      unchanged\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SyncOrders($input: SyncOrdersInput!) {\n    syncOrders(input: $input) {\n      queued\n      unchanged\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment MoneyParts on Money {\n    amount\n    currency\n  }\n"): (typeof documents)["\n  fragment MoneyParts on Money {\n    amount\n    currency\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ReasonParts on Reason {\n    code\n    params {\n      name\n      value\n    }\n    refId\n    alsoWaiting\n  }\n"): (typeof documents)["\n  fragment ReasonParts on Reason {\n    code\n    params {\n      name\n      value\n    }\n    refId\n    alsoWaiting\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment UserErrorParts on UserError {\n    field\n    code\n    message\n  }\n"): (typeof documents)["\n  fragment UserErrorParts on UserError {\n    field\n    code\n    message\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment PageParts on PageInfo {\n    hasNextPage\n    hasPreviousPage\n    startCursor\n    endCursor\n  }\n"): (typeof documents)["\n  fragment PageParts on PageInfo {\n    hasNextPage\n    hasPreviousPage\n    startCursor\n    endCursor\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ShopChoices {\n    shops {\n      id\n      key\n      name\n      timezone\n    }\n  }\n"): (typeof documents)["\n  query ShopChoices {\n    shops {\n      id\n      key\n      name\n      timezone\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;