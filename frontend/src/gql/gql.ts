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
    "\n  fragment ArticleRow on ArticleMapping {\n    id\n    kind\n    key\n    code\n    name\n    waitingOrders\n  }\n": typeof types.ArticleRowFragmentDoc,
    "\n  query ArticleMappings($shopId: ID!, $first: Int, $after: Cursor, $last: Int, $before: Cursor, $search: String, $missing: Boolean) {\n    articleMappings(shopId: $shopId, first: $first, after: $after, last: $last, before: $before, search: $search, missing: $missing) {\n      nodes {\n        ...ArticleRow\n      }\n      totalCount\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n": typeof types.ArticleMappingsDocument,
    "\n  query ArticleMappingsCsv($shopId: ID!) {\n    articleMappingsCsv(shopId: $shopId)\n  }\n": typeof types.ArticleMappingsCsvDocument,
    "\n  mutation ImportArticleMappings($input: ImportArticleMappingsInput!) {\n    importArticleMappings(input: $input) {\n      imported\n      releasedOrders\n      oldOrders\n      lineErrors {\n        line\n        field\n        code\n        message\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": typeof types.ImportArticleMappingsDocument,
    "\n  subscription ArticlesHappened($shopId: ID!) {\n    eventAdded(filter: { shopId: $shopId, kinds: [\"article.changed\", \"article.imported\", \"order.blocked\"] }) {\n      cursor\n    }\n  }\n": typeof types.ArticlesHappenedDocument,
    "\n  fragment BlacklistRow on BlacklistEntry {\n    id\n    pattern\n    note\n    blockedCount\n    lastBlockedAt\n    lastOrder\n    createdAt\n  }\n": typeof types.BlacklistRowFragmentDoc,
    "\n  query Blacklist($shopId: ID!) {\n    blacklist(shopId: $shopId) {\n      ...BlacklistRow\n    }\n  }\n": typeof types.BlacklistDocument,
    "\n  mutation AddToBlacklist($input: AddToBlacklistInput!) {\n    addToBlacklist(input: $input) {\n      entry {\n        ...BlacklistRow\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": typeof types.AddToBlacklistDocument,
    "\n  mutation RemoveFromBlacklist($input: RemoveFromBlacklistInput!) {\n    removeFromBlacklist(input: $input) {\n      deletedId\n      releasedOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": typeof types.RemoveFromBlacklistDocument,
    "\n  subscription BlacklistHappened($shopId: ID!) {\n    eventAdded(filter: { shopId: $shopId, kinds: [\"order.blacklisted\", \"blacklist.changed\"] }) {\n      cursor\n    }\n  }\n": typeof types.BlacklistHappenedDocument,
    "\n  fragment ConnectionDetail on VascoConnection {\n    id\n    name\n    baseUrl\n    username\n    taxNumber\n    profile\n    profileOverrides\n    concurrency\n    settleSeconds\n    openingHours\n    searchProvenAt\n    unreachableSince\n    shops {\n      id\n      key\n      name\n    }\n  }\n": typeof types.ConnectionDetailFragmentDoc,
    "\n  query Connection($id: ID!) {\n    node(id: $id) {\n      __typename\n      ... on VascoConnection {\n        ...ConnectionDetail\n      }\n    }\n  }\n": typeof types.ConnectionDocument,
    "\n  mutation UpdateConnection($input: UpdateVascoConnectionInput!) {\n    updateVascoConnection(input: $input) {\n      connection {\n        ...ConnectionDetail\n      }\n      releasedOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": typeof types.UpdateConnectionDocument,
    "\n  mutation TestConnection($id: ID!) {\n    testVascoConnection(id: $id) {\n      connection {\n        ...ConnectionDetail\n      }\n      ok\n      findings {\n        ...FindingParts\n      }\n      proposedProfile\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": typeof types.TestConnectionDocument,
    "\n  query Dashboard($shopId: ID) {\n    dashboard(shopId: $shopId) {\n      ordersToday\n      syncedToday\n      valueSyncedToday {\n        ...MoneyParts\n      }\n      states {\n        state\n        count\n      }\n      medianSecondsToSync\n      oldestUnsyncedAt\n      openTasks\n      hours {\n        from\n        received\n        synced\n      }\n      problems {\n        id\n        releasable\n        code\n        level\n        params {\n          name\n          value\n        }\n        refId\n        shop {\n          id\n          key\n          name\n        }\n        count\n        oldestAt\n      }\n    }\n  }\n": typeof types.DashboardDocument,
    "\n  subscription DashboardChanged($shopId: ID) {\n    eventAdded(filter: { shopId: $shopId }) {\n      cursor\n    }\n  }\n": typeof types.DashboardChangedDocument,
    "\n  mutation ReleaseProblem($input: ReleaseProblemInput!) {\n    releaseProblem(input: $input) {\n      releasedOrders\n      oldOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": typeof types.ReleaseProblemDocument,
    "\n  mutation AcceptAddress($input: AcceptAddressInput!) {\n    acceptAddress(input: $input) {\n      releasedOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": typeof types.AcceptAddressDocument,
    "\n  mutation SetRounding($input: SetRoundingInput!) {\n    setRounding(input: $input) {\n      connection {\n        id\n        profileOverrides\n      }\n      releasedOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": typeof types.SetRoundingDocument,
    "\n  fragment EventLine on Event {\n    id\n    at\n    kind\n    level\n    actor\n    params {\n      name\n      value\n    }\n    shop {\n      id\n      key\n      name\n    }\n    order {\n      id\n      number\n    }\n  }\n": typeof types.EventLineFragmentDoc,
    "\n  query EventsPage($first: Int!, $after: Cursor, $filter: EventFilter) {\n    events(first: $first, after: $after, filter: $filter) {\n      edges {\n        cursor\n        node {\n          ...EventLine\n        }\n      }\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n": typeof types.EventsPageDocument,
    "\n  subscription EventAdded($after: Cursor, $filter: EventFilter) {\n    eventAdded(after: $after, filter: $filter) {\n      cursor\n      node {\n        ...EventLine\n      }\n    }\n  }\n": typeof types.EventAddedDocument,
    "\n  mutation SyncOrder($input: SyncOrderInput!) {\n    syncOrder(input: $input) {\n      order {\n        ...OrderHead\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": typeof types.SyncOrderDocument,
    "\n  mutation SkipOrder($input: SkipOrderInput!) {\n    skipOrder(input: $input) {\n      order {\n        ...OrderHead\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": typeof types.SkipOrderDocument,
    "\n  mutation ResolveOrder($input: ResolveOrderInput!) {\n    resolveOrder(input: $input) {\n      order {\n        ...OrderHead\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": typeof types.ResolveOrderDocument,
    "\n  mutation UnskipOrder($input: UnskipOrderInput!) {\n    unskipOrder(input: $input) {\n      order {\n        ...OrderHead\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": typeof types.UnskipOrderDocument,
    "\n  mutation LinkOrder($input: LinkOrderInput!) {\n    linkOrder(input: $input) {\n      order {\n        ...OrderHead\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": typeof types.LinkOrderDocument,
    "\n  mutation PushArticle($orderId: ID!) {\n    pushArticle(orderId: $orderId) {\n      run {\n        id\n        state\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": typeof types.PushArticleDocument,
    "\n  mutation ResendOrder($input: ResendOrderInput!) {\n    resendOrder(input: $input) {\n      order {\n        ...OrderHead\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": typeof types.ResendOrderDocument,
    "\n  mutation ReplayDelivery($id: ID!) {\n    replayDelivery(id: $id) {\n      delivery {\n        id\n        deliveryState: state\n        note\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": typeof types.ReplayDeliveryDocument,
    "\n  query PreviewOrder($id: ID!) {\n    previewOrder(id: $id) {\n      sendable\n      reason {\n        ...ReasonParts\n      }\n      payload\n      shopTotal {\n        ...MoneyParts\n      }\n      documentTotal {\n        ...MoneyParts\n      }\n      difference {\n        ...MoneyParts\n      }\n      decimals\n      partnerCode\n      newPartner\n      warnings\n    }\n  }\n": typeof types.PreviewOrderDocument,
    "\n  mutation BindBuyer($input: BindPartnerInput!) {\n    bindPartner(input: $input) {\n      releasedOrders\n      oldOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": typeof types.BindBuyerDocument,
    "\n  fragment OrderHead on Order {\n    id\n    shopOrderId\n    number\n    status\n    customer\n    email\n    placedAt\n    receivedAt\n    paymentMethod\n    paymentTitle\n    state\n    stateSince\n    reason {\n      ...ReasonParts\n    }\n    origin\n    vascoNumber\n    vascoYear\n    partnerCode\n    chosenPartnerCode\n    attempts\n    syncedAt\n    writtenBackAt\n    readBackNote\n    total {\n      ...MoneyParts\n    }\n    difference {\n      ...MoneyParts\n    }\n    comparison {\n      result\n      vascoNumber\n      vascoYear\n      detail\n      differences {\n        field\n        article\n        ours\n        theirs\n      }\n    }\n    changes {\n      field\n      before\n      after\n    }\n    shop {\n      id\n      key\n      name\n      url\n      settings {\n        numberPrefix\n      }\n    }\n  }\n": typeof types.OrderHeadFragmentDoc,
    "\n  fragment OrderDetail on Order {\n    ...OrderHead\n    tasks {\n      ...TaskParts\n    }\n    payload\n    lines {\n      kind\n      name\n      sku\n      quantity\n      total {\n        ...MoneyParts\n      }\n      tax {\n        ...MoneyParts\n      }\n    }\n    shippingTotal {\n      ...MoneyParts\n    }\n    taxTotal {\n      ...MoneyParts\n    }\n    buyerKeys {\n      kind\n      key\n    }\n    billing {\n      name\n      company\n      street\n      postcode\n      city\n      country\n      phone\n    }\n    timeline {\n      at\n      item {\n        __typename\n        ... on Event {\n          id\n          kind\n          level\n          actor\n          params {\n            name\n            value\n          }\n        }\n        ... on ApiCall {\n          id\n          system\n          operation\n          method\n          path\n          httpStatus: status\n          durationMs\n          request\n          response\n          error\n        }\n        ... on Delivery {\n          id\n          topic\n          deliveryKind: kind\n          deliveryState: state\n          note\n          count\n          body\n        }\n      }\n    }\n  }\n": typeof types.OrderDetailFragmentDoc,
    "\n  query Order($id: ID!) {\n    order(id: $id) {\n      ...OrderDetail\n    }\n  }\n": typeof types.OrderDocument,
    "\n  subscription OrderChanged($id: ID!) {\n    orderChanged(orderId: $id) {\n      ...OrderHead\n    }\n  }\n": typeof types.OrderChangedDocument,
    "\n  subscription OrderHappened($id: ID!) {\n    eventAdded(filter: { orderId: $id }) {\n      cursor\n    }\n  }\n": typeof types.OrderHappenedDocument,
    "\n  fragment OrderRow on Order {\n    id\n    number\n    customer\n    placedAt\n    total {\n      ...MoneyParts\n    }\n    paymentMethod\n    paymentTitle\n    state\n    stateSince\n    vascoNumber\n    vascoYear\n    changes {\n      field\n    }\n    reason {\n      code\n      params {\n        name\n        value\n      }\n    }\n    shop {\n      id\n      key\n      name\n    }\n  }\n": typeof types.OrderRowFragmentDoc,
    "\n  query OrdersPage($first: Int, $after: Cursor, $last: Int, $before: Cursor, $filter: OrderFilter) {\n    orders(first: $first, after: $after, last: $last, before: $before, filter: $filter) {\n      nodes {\n        ...OrderRow\n      }\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n": typeof types.OrdersPageDocument,
    "\n  query OrderStates($shopId: ID) {\n    dashboard(shopId: $shopId) {\n      states {\n        state\n        count\n      }\n    }\n  }\n": typeof types.OrderStatesDocument,
    "\n  subscription OrdersChanged($shopId: ID) {\n    orderChanged(shopId: $shopId) {\n      ...OrderRow\n    }\n  }\n": typeof types.OrdersChangedDocument,
    "\n  mutation SyncOrders($input: SyncOrdersInput!) {\n    syncOrders(input: $input) {\n      queued\n      unchanged\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": typeof types.SyncOrdersDocument,
    "\n  fragment PaymentRow on PaymentMapping {\n    id\n    method\n    title\n    paymentId\n    status\n    sendStatuses\n    termDays\n    termFrom\n    markUnpaid\n    waitingOrders\n    updatedAt\n  }\n": typeof types.PaymentRowFragmentDoc,
    "\n  query PaymentMappings($shopId: ID!) {\n    paymentMappings(shopId: $shopId) {\n      ...PaymentRow\n    }\n  }\n": typeof types.PaymentMappingsDocument,
    "\n  query SentStatuses($shopKey: String!) {\n    shop(key: $shopKey) {\n      id\n      statusRules {\n        status\n        name\n        rule\n      }\n    }\n  }\n": typeof types.SentStatusesDocument,
    "\n  mutation SetPaymentMapping($input: SetPaymentMappingInput!) {\n    setPaymentMapping(input: $input) {\n      paymentMapping {\n        ...PaymentRow\n      }\n      releasedOrders\n      oldOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": typeof types.SetPaymentMappingDocument,
    "\n  mutation DeletePaymentMapping($id: ID!) {\n    deletePaymentMapping(id: $id) {\n      deletedId\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": typeof types.DeletePaymentMappingDocument,
    "\n  subscription PaymentsHappened($shopId: ID!) {\n    eventAdded(filter: { shopId: $shopId, kinds: [\"payment.new\", \"payment.changed\"] }) {\n      cursor\n    }\n  }\n": typeof types.PaymentsHappenedDocument,
    "\n  fragment ProductRow on Product {\n    id\n    name\n    sku\n    code\n    ean\n    shopStock\n    goneAt\n    stock {\n      result\n      state\n      reason {\n        ...RunReasonParts\n      }\n    }\n    push {\n      state\n      reason {\n        ...RunReasonParts\n      }\n    }\n  }\n": typeof types.ProductRowFragmentDoc,
    "\n  query ProductsPage($first: Int, $after: Cursor, $last: Int, $before: Cursor, $filter: ProductFilter) {\n    products(first: $first, after: $after, last: $last, before: $before, filter: $filter) {\n      nodes {\n        ...ProductRow\n      }\n      totalCount\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n": typeof types.ProductsPageDocument,
    "\n  query ProductDetail($id: ID!) {\n    product(id: $id) {\n      ...ProductRow\n      type\n      regularPrice\n      permalink\n      managesStock\n      shop {\n        id\n        name\n      }\n      parent {\n        id\n        name\n      }\n      stock {\n        supplier\n        supplierText\n        own\n        ordered\n        reserved\n        pending\n        buffer\n        supplierReadAt\n        ownReadAt\n        written\n        writtenAt\n        excluded\n      }\n      push {\n        pushedAt\n      }\n      duplicates {\n        id\n        name\n        sku\n      }\n      changes {\n        id\n        outcome\n        before\n        after\n        at\n        reason {\n          ...RunReasonParts\n        }\n        run {\n          id\n          kind\n          dryRun\n        }\n      }\n    }\n  }\n": typeof types.ProductDetailDocument,
    "\n  mutation ExcludeFromStock($productIds: [ID!]!, $excluded: Boolean!) {\n    excludeFromStock(productIds: $productIds, excluded: $excluded) {\n      products {\n        id\n        stock {\n          state\n          excluded\n          reason {\n            ...RunReasonParts\n          }\n        }\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": typeof types.ExcludeFromStockDocument,
    "\n  subscription ProductRuns($shopId: ID) {\n    runProgressed(shopId: $shopId) {\n      id\n      state\n      updated\n    }\n  }\n": typeof types.ProductRunsDocument,
    "\n  query PreviewProduct($id: ID!) {\n    previewProduct(id: $id) {\n      action\n      reason {\n        ...RunReasonParts\n      }\n      payload\n      differences {\n        field\n        now\n        wouldBe\n        written\n      }\n    }\n  }\n": typeof types.PreviewProductDocument,
    "\n  mutation PushProduct($id: ID!) {\n    pushProduct(id: $id) {\n      run {\n        id\n        state\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": typeof types.PushProductDocument,
    "\n  mutation PushProducts($input: PushProductsInput!) {\n    pushProducts(input: $input) {\n      run {\n        id\n        state\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": typeof types.PushProductsDocument,
    "\n  fragment RunRow on SyncRun {\n    id\n    kind\n    state\n    dryRun\n    confirmed\n    cancelling\n    actor\n    phase\n    total\n    seen\n    updated\n    unchanged\n    skipped\n    failed\n    zeroed\n    reason {\n      ...RunReasonParts\n    }\n    createdAt\n    startedAt\n    finishedAt\n  }\n": typeof types.RunRowFragmentDoc,
    "\n  query StockPlan($id: ID!) {\n    shop(id: $id) {\n      id\n      timezone\n      stockSchedule {\n        every\n        at\n        cron\n        nextRunAt\n      }\n    }\n  }\n": typeof types.StockPlanDocument,
    "\n  query RunsPage($shopId: ID!, $first: Int, $after: Cursor, $last: Int, $before: Cursor) {\n    syncRuns(shopId: $shopId, first: $first, after: $after, last: $last, before: $before) {\n      nodes {\n        ...RunRow\n      }\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n": typeof types.RunsPageDocument,
    "\n  query RunDetail($id: ID!) {\n    syncRun(id: $id) {\n      ...RunRow\n      shop {\n        id\n        name\n      }\n    }\n  }\n": typeof types.RunDetailDocument,
    "\n  query RunItems($id: ID!, $filter: RunItemFilter, $first: Int, $after: Cursor, $last: Int, $before: Cursor) {\n    syncRun(id: $id) {\n      id\n      items(filter: $filter, first: $first, after: $after, last: $last, before: $before) {\n        nodes {\n          id\n          outcome\n          before\n          after\n          reason {\n            ...RunReasonParts\n          }\n          product {\n            id\n            name\n            sku\n          }\n        }\n        pageInfo {\n          ...PageParts\n        }\n      }\n    }\n  }\n": typeof types.RunItemsDocument,
    "\n  subscription RunProgressed($shopId: ID, $runId: ID) {\n    runProgressed(shopId: $shopId, runId: $runId) {\n      ...RunRow\n    }\n  }\n": typeof types.RunProgressedDocument,
    "\n  mutation CancelRun($id: ID!) {\n    cancelRun(id: $id) {\n      run {\n        ...RunRow\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": typeof types.CancelRunDocument,
    "\n  mutation ConfirmRun($id: ID!) {\n    confirmRun(id: $id) {\n      run {\n        ...RunRow\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": typeof types.ConfirmRunDocument,
    "\n  mutation StartStockSync($shopId: ID!, $dryRun: Boolean!) {\n    startStockSync(shopId: $shopId, dryRun: $dryRun) {\n      run {\n        ...RunRow\n      }\n      folded\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": typeof types.StartStockSyncDocument,
    "\n  mutation ImportProducts($shopId: ID!) {\n    importProducts(shopId: $shopId) {\n      run {\n        ...RunRow\n      }\n      folded\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": typeof types.ImportProductsDocument,
    "\n  mutation SetStockSchedule($input: SetStockScheduleInput!) {\n    setStockSchedule(input: $input) {\n      shop {\n        id\n        stockSchedule {\n          every\n          at\n          cron\n          nextRunAt\n        }\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": typeof types.SetStockScheduleDocument,
    "\n  mutation CreateShop($input: CreateShopInput!) {\n    createShop(input: $input) {\n      shop {\n        ...ShopDetail\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": typeof types.CreateShopDocument,
    "\n  mutation UpdateShop($input: UpdateShopInput!) {\n    updateShop(input: $input) {\n      shop {\n        ...ShopDetail\n      }\n      releasedOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": typeof types.UpdateShopDocument,
    "\n  mutation SetStatusRule($input: SetStatusRuleInput!) {\n    setStatusRule(input: $input) {\n      shop {\n        ...ShopDetail\n      }\n      releasedOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": typeof types.SetStatusRuleDocument,
    "\n  mutation TestShop($id: ID!) {\n    testShop(id: $id) {\n      shop {\n        ...ShopDetail\n      }\n      ok\n      findings {\n        ...FindingParts\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": typeof types.TestShopDocument,
    "\n  mutation RegisterWebhooks($shopId: ID!) {\n    registerWebhooks(shopId: $shopId) {\n      shop {\n        ...ShopDetail\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": typeof types.RegisterWebhooksDocument,
    "\n  mutation SetSending($input: SetSendingInput!) {\n    setSending(input: $input) {\n      shop {\n        ...ShopDetail\n      }\n      releasedOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": typeof types.SetSendingDocument,
    "\n  mutation ProposeAdoptMetaKey($shopId: ID!) {\n    proposeAdoptMetaKey(shopId: $shopId) {\n      proposals {\n        key\n        orders\n        asked\n        confirmed\n        example\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": typeof types.ProposeAdoptMetaKeyDocument,
    "\n  fragment BindingRow on PartnerBinding {\n    id\n    kind\n    key\n    buyer\n    partnerCode\n    partnerName\n  }\n": typeof types.BindingRowFragmentDoc,
    "\n  query PartnerBindings($shopId: ID!) {\n    partnerBindings(shopId: $shopId) {\n      ...BindingRow\n    }\n  }\n": typeof types.PartnerBindingsDocument,
    "\n  mutation BindPartner($input: BindPartnerInput!) {\n    bindPartner(input: $input) {\n      partnerBinding {\n        ...BindingRow\n      }\n      releasedOrders\n      oldOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": typeof types.BindPartnerDocument,
    "\n  mutation UnbindPartner($id: ID!) {\n    unbindPartner(id: $id) {\n      deletedId\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": typeof types.UnbindPartnerDocument,
    "\n  query Shops {\n    shops {\n      id\n      key\n      name\n      url\n      lastDeliveryAt\n      unreachableSince\n      webhooks {\n        status\n      }\n      connection {\n        id\n        name\n      }\n    }\n    vascoConnections {\n      id\n      name\n      baseUrl\n      taxNumber\n      profile\n      unreachableSince\n      searchProvenAt\n      shops {\n        id\n        key\n        name\n      }\n    }\n  }\n": typeof types.ShopsDocument,
    "\n  fragment ShopDetail on Shop {\n    id\n    key\n    name\n    url\n    homeUrl\n    timezone\n    auth\n    webhookUrl\n    lastDeliveryAt\n    unreachableSince\n    sending {\n      orders\n      stock\n    }\n    connection {\n      id\n      name\n    }\n    webhooks {\n      shopWebhookId\n      topic\n      status\n      deliveryUrl\n    }\n    statusRules {\n      status\n      name\n      rule\n      maySend\n      waitingOrders\n    }\n    settings {\n      syncFrom\n      currency\n      otherAddresses\n      allowedCurrencies\n      adoptMetaKey\n      searchAlways\n      eanMetaKeys\n      useSku\n      variationUsesParentEan\n      vatMetaKeys\n      retailPartnerCode\n      retailWithoutVat\n      otherName\n      taxStatus\n      notesTemplate\n      lockerMetaKeys\n      shopNumberTemplate\n      documentDay\n      firstOpenDay\n      paymentTermDays\n      shippingArticle\n      shippingName\n      shippingArticles {\n        name\n        article\n      }\n      sendFreeShipping\n      feeArticle\n      feeName\n      feeArticles {\n        name\n        article\n      }\n      bundles\n      giftCards\n      giftCardArticle\n      homeCountry\n      vatCodes {\n        rate\n        code\n      }\n      vatRules {\n        country\n        kind\n        rate\n        code\n      }\n      toleranceCents\n      roundingArticle\n      roundingName\n      writeOrderNote\n      numberPrefix\n    }\n  }\n": typeof types.ShopDetailFragmentDoc,
    "\n  query Shop($key: String!) {\n    shop(key: $key) {\n      ...ShopDetail\n    }\n    vascoConnections {\n      id\n      name\n    }\n  }\n": typeof types.ShopDocument,
    "\n  query ConnectionChoices {\n    vascoConnections {\n      id\n      name\n    }\n  }\n": typeof types.ConnectionChoicesDocument,
    "\n  query Differences($shopId: ID!) {\n    differences(shopId: $shopId) {\n      month\n      orders\n      sum {\n        ...MoneyParts\n      }\n    }\n  }\n": typeof types.DifferencesDocument,
    "\n  query NotesExample($shopId: ID!, $template: String!) {\n    notesExample(shopId: $shopId, template: $template) {\n      text\n      lost\n      limit\n      placeholders\n      unknown\n    }\n  }\n": typeof types.NotesExampleDocument,
    "\n  query PreviewReport($shopId: ID!) {\n    previewReport(shopId: $shopId) {\n      same\n      differing\n      notFound\n      unclear\n      differences {\n        id\n        number\n        comparison {\n          vascoNumber\n          vascoYear\n          differences {\n            field\n          }\n        }\n      }\n    }\n  }\n": typeof types.PreviewReportDocument,
    "\n  query Tasks($first: Int, $after: Cursor, $last: Int, $before: Cursor, $filter: TaskFilter) {\n    tasks(first: $first, after: $after, last: $last, before: $before, filter: $filter) {\n      nodes {\n        ...TaskParts\n        order {\n          id\n          number\n          customer\n          vascoNumber\n          vascoYear\n        }\n      }\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n": typeof types.TasksDocument,
    "\n  subscription TaskHappened($shopId: ID) {\n    eventAdded(filter: { shopId: $shopId, kinds: [\"task.opened\", \"task.resolved\"] }) {\n      cursor\n    }\n  }\n": typeof types.TaskHappenedDocument,
    "\n  fragment MoneyParts on Money {\n    amount\n    currency\n  }\n": typeof types.MoneyPartsFragmentDoc,
    "\n  fragment ReasonParts on Reason {\n    code\n    params {\n      name\n      value\n    }\n    refId\n    alsoWaiting\n  }\n": typeof types.ReasonPartsFragmentDoc,
    "\n  fragment UserErrorParts on UserError {\n    field\n    code\n    message\n  }\n": typeof types.UserErrorPartsFragmentDoc,
    "\n  fragment PageParts on PageInfo {\n    hasNextPage\n    hasPreviousPage\n    startCursor\n    endCursor\n  }\n": typeof types.PagePartsFragmentDoc,
    "\n  fragment FindingParts on Finding {\n    code\n    level\n    params {\n      name\n      value\n    }\n  }\n": typeof types.FindingPartsFragmentDoc,
    "\n  fragment RunReasonParts on RunReason {\n    code\n    params {\n      name\n      value\n    }\n  }\n": typeof types.RunReasonPartsFragmentDoc,
    "\n  fragment TaskParts on Task {\n    id\n    kind\n    taskState: state\n    openedAt\n    closedAt\n    closedBy\n    note\n    documentNumber\n    changes {\n      field\n      before\n      after\n    }\n    amounts {\n      rate\n      gross {\n        ...MoneyParts\n      }\n    }\n  }\n": typeof types.TaskPartsFragmentDoc,
    "\n  mutation ResolveTask($input: ResolveTaskInput!) {\n    resolveTask(input: $input) {\n      task {\n        ...TaskParts\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": typeof types.ResolveTaskDocument,
    "\n  query ShopChoices {\n    shops {\n      id\n      key\n      name\n      timezone\n    }\n  }\n": typeof types.ShopChoicesDocument,
    "\n  mutation SetArticleMapping($input: SetArticleMappingInput!) {\n    setArticleMapping(input: $input) {\n      articleMapping {\n        id\n        code\n        name\n        waitingOrders\n      }\n      releasedOrders\n      oldOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": typeof types.SetArticleMappingDocument,
};
const documents: Documents = {
    "\n  fragment ArticleRow on ArticleMapping {\n    id\n    kind\n    key\n    code\n    name\n    waitingOrders\n  }\n": types.ArticleRowFragmentDoc,
    "\n  query ArticleMappings($shopId: ID!, $first: Int, $after: Cursor, $last: Int, $before: Cursor, $search: String, $missing: Boolean) {\n    articleMappings(shopId: $shopId, first: $first, after: $after, last: $last, before: $before, search: $search, missing: $missing) {\n      nodes {\n        ...ArticleRow\n      }\n      totalCount\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n": types.ArticleMappingsDocument,
    "\n  query ArticleMappingsCsv($shopId: ID!) {\n    articleMappingsCsv(shopId: $shopId)\n  }\n": types.ArticleMappingsCsvDocument,
    "\n  mutation ImportArticleMappings($input: ImportArticleMappingsInput!) {\n    importArticleMappings(input: $input) {\n      imported\n      releasedOrders\n      oldOrders\n      lineErrors {\n        line\n        field\n        code\n        message\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": types.ImportArticleMappingsDocument,
    "\n  subscription ArticlesHappened($shopId: ID!) {\n    eventAdded(filter: { shopId: $shopId, kinds: [\"article.changed\", \"article.imported\", \"order.blocked\"] }) {\n      cursor\n    }\n  }\n": types.ArticlesHappenedDocument,
    "\n  fragment BlacklistRow on BlacklistEntry {\n    id\n    pattern\n    note\n    blockedCount\n    lastBlockedAt\n    lastOrder\n    createdAt\n  }\n": types.BlacklistRowFragmentDoc,
    "\n  query Blacklist($shopId: ID!) {\n    blacklist(shopId: $shopId) {\n      ...BlacklistRow\n    }\n  }\n": types.BlacklistDocument,
    "\n  mutation AddToBlacklist($input: AddToBlacklistInput!) {\n    addToBlacklist(input: $input) {\n      entry {\n        ...BlacklistRow\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": types.AddToBlacklistDocument,
    "\n  mutation RemoveFromBlacklist($input: RemoveFromBlacklistInput!) {\n    removeFromBlacklist(input: $input) {\n      deletedId\n      releasedOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": types.RemoveFromBlacklistDocument,
    "\n  subscription BlacklistHappened($shopId: ID!) {\n    eventAdded(filter: { shopId: $shopId, kinds: [\"order.blacklisted\", \"blacklist.changed\"] }) {\n      cursor\n    }\n  }\n": types.BlacklistHappenedDocument,
    "\n  fragment ConnectionDetail on VascoConnection {\n    id\n    name\n    baseUrl\n    username\n    taxNumber\n    profile\n    profileOverrides\n    concurrency\n    settleSeconds\n    openingHours\n    searchProvenAt\n    unreachableSince\n    shops {\n      id\n      key\n      name\n    }\n  }\n": types.ConnectionDetailFragmentDoc,
    "\n  query Connection($id: ID!) {\n    node(id: $id) {\n      __typename\n      ... on VascoConnection {\n        ...ConnectionDetail\n      }\n    }\n  }\n": types.ConnectionDocument,
    "\n  mutation UpdateConnection($input: UpdateVascoConnectionInput!) {\n    updateVascoConnection(input: $input) {\n      connection {\n        ...ConnectionDetail\n      }\n      releasedOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": types.UpdateConnectionDocument,
    "\n  mutation TestConnection($id: ID!) {\n    testVascoConnection(id: $id) {\n      connection {\n        ...ConnectionDetail\n      }\n      ok\n      findings {\n        ...FindingParts\n      }\n      proposedProfile\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": types.TestConnectionDocument,
    "\n  query Dashboard($shopId: ID) {\n    dashboard(shopId: $shopId) {\n      ordersToday\n      syncedToday\n      valueSyncedToday {\n        ...MoneyParts\n      }\n      states {\n        state\n        count\n      }\n      medianSecondsToSync\n      oldestUnsyncedAt\n      openTasks\n      hours {\n        from\n        received\n        synced\n      }\n      problems {\n        id\n        releasable\n        code\n        level\n        params {\n          name\n          value\n        }\n        refId\n        shop {\n          id\n          key\n          name\n        }\n        count\n        oldestAt\n      }\n    }\n  }\n": types.DashboardDocument,
    "\n  subscription DashboardChanged($shopId: ID) {\n    eventAdded(filter: { shopId: $shopId }) {\n      cursor\n    }\n  }\n": types.DashboardChangedDocument,
    "\n  mutation ReleaseProblem($input: ReleaseProblemInput!) {\n    releaseProblem(input: $input) {\n      releasedOrders\n      oldOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": types.ReleaseProblemDocument,
    "\n  mutation AcceptAddress($input: AcceptAddressInput!) {\n    acceptAddress(input: $input) {\n      releasedOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": types.AcceptAddressDocument,
    "\n  mutation SetRounding($input: SetRoundingInput!) {\n    setRounding(input: $input) {\n      connection {\n        id\n        profileOverrides\n      }\n      releasedOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": types.SetRoundingDocument,
    "\n  fragment EventLine on Event {\n    id\n    at\n    kind\n    level\n    actor\n    params {\n      name\n      value\n    }\n    shop {\n      id\n      key\n      name\n    }\n    order {\n      id\n      number\n    }\n  }\n": types.EventLineFragmentDoc,
    "\n  query EventsPage($first: Int!, $after: Cursor, $filter: EventFilter) {\n    events(first: $first, after: $after, filter: $filter) {\n      edges {\n        cursor\n        node {\n          ...EventLine\n        }\n      }\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n": types.EventsPageDocument,
    "\n  subscription EventAdded($after: Cursor, $filter: EventFilter) {\n    eventAdded(after: $after, filter: $filter) {\n      cursor\n      node {\n        ...EventLine\n      }\n    }\n  }\n": types.EventAddedDocument,
    "\n  mutation SyncOrder($input: SyncOrderInput!) {\n    syncOrder(input: $input) {\n      order {\n        ...OrderHead\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": types.SyncOrderDocument,
    "\n  mutation SkipOrder($input: SkipOrderInput!) {\n    skipOrder(input: $input) {\n      order {\n        ...OrderHead\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": types.SkipOrderDocument,
    "\n  mutation ResolveOrder($input: ResolveOrderInput!) {\n    resolveOrder(input: $input) {\n      order {\n        ...OrderHead\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": types.ResolveOrderDocument,
    "\n  mutation UnskipOrder($input: UnskipOrderInput!) {\n    unskipOrder(input: $input) {\n      order {\n        ...OrderHead\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": types.UnskipOrderDocument,
    "\n  mutation LinkOrder($input: LinkOrderInput!) {\n    linkOrder(input: $input) {\n      order {\n        ...OrderHead\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": types.LinkOrderDocument,
    "\n  mutation PushArticle($orderId: ID!) {\n    pushArticle(orderId: $orderId) {\n      run {\n        id\n        state\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": types.PushArticleDocument,
    "\n  mutation ResendOrder($input: ResendOrderInput!) {\n    resendOrder(input: $input) {\n      order {\n        ...OrderHead\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": types.ResendOrderDocument,
    "\n  mutation ReplayDelivery($id: ID!) {\n    replayDelivery(id: $id) {\n      delivery {\n        id\n        deliveryState: state\n        note\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": types.ReplayDeliveryDocument,
    "\n  query PreviewOrder($id: ID!) {\n    previewOrder(id: $id) {\n      sendable\n      reason {\n        ...ReasonParts\n      }\n      payload\n      shopTotal {\n        ...MoneyParts\n      }\n      documentTotal {\n        ...MoneyParts\n      }\n      difference {\n        ...MoneyParts\n      }\n      decimals\n      partnerCode\n      newPartner\n      warnings\n    }\n  }\n": types.PreviewOrderDocument,
    "\n  mutation BindBuyer($input: BindPartnerInput!) {\n    bindPartner(input: $input) {\n      releasedOrders\n      oldOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": types.BindBuyerDocument,
    "\n  fragment OrderHead on Order {\n    id\n    shopOrderId\n    number\n    status\n    customer\n    email\n    placedAt\n    receivedAt\n    paymentMethod\n    paymentTitle\n    state\n    stateSince\n    reason {\n      ...ReasonParts\n    }\n    origin\n    vascoNumber\n    vascoYear\n    partnerCode\n    chosenPartnerCode\n    attempts\n    syncedAt\n    writtenBackAt\n    readBackNote\n    total {\n      ...MoneyParts\n    }\n    difference {\n      ...MoneyParts\n    }\n    comparison {\n      result\n      vascoNumber\n      vascoYear\n      detail\n      differences {\n        field\n        article\n        ours\n        theirs\n      }\n    }\n    changes {\n      field\n      before\n      after\n    }\n    shop {\n      id\n      key\n      name\n      url\n      settings {\n        numberPrefix\n      }\n    }\n  }\n": types.OrderHeadFragmentDoc,
    "\n  fragment OrderDetail on Order {\n    ...OrderHead\n    tasks {\n      ...TaskParts\n    }\n    payload\n    lines {\n      kind\n      name\n      sku\n      quantity\n      total {\n        ...MoneyParts\n      }\n      tax {\n        ...MoneyParts\n      }\n    }\n    shippingTotal {\n      ...MoneyParts\n    }\n    taxTotal {\n      ...MoneyParts\n    }\n    buyerKeys {\n      kind\n      key\n    }\n    billing {\n      name\n      company\n      street\n      postcode\n      city\n      country\n      phone\n    }\n    timeline {\n      at\n      item {\n        __typename\n        ... on Event {\n          id\n          kind\n          level\n          actor\n          params {\n            name\n            value\n          }\n        }\n        ... on ApiCall {\n          id\n          system\n          operation\n          method\n          path\n          httpStatus: status\n          durationMs\n          request\n          response\n          error\n        }\n        ... on Delivery {\n          id\n          topic\n          deliveryKind: kind\n          deliveryState: state\n          note\n          count\n          body\n        }\n      }\n    }\n  }\n": types.OrderDetailFragmentDoc,
    "\n  query Order($id: ID!) {\n    order(id: $id) {\n      ...OrderDetail\n    }\n  }\n": types.OrderDocument,
    "\n  subscription OrderChanged($id: ID!) {\n    orderChanged(orderId: $id) {\n      ...OrderHead\n    }\n  }\n": types.OrderChangedDocument,
    "\n  subscription OrderHappened($id: ID!) {\n    eventAdded(filter: { orderId: $id }) {\n      cursor\n    }\n  }\n": types.OrderHappenedDocument,
    "\n  fragment OrderRow on Order {\n    id\n    number\n    customer\n    placedAt\n    total {\n      ...MoneyParts\n    }\n    paymentMethod\n    paymentTitle\n    state\n    stateSince\n    vascoNumber\n    vascoYear\n    changes {\n      field\n    }\n    reason {\n      code\n      params {\n        name\n        value\n      }\n    }\n    shop {\n      id\n      key\n      name\n    }\n  }\n": types.OrderRowFragmentDoc,
    "\n  query OrdersPage($first: Int, $after: Cursor, $last: Int, $before: Cursor, $filter: OrderFilter) {\n    orders(first: $first, after: $after, last: $last, before: $before, filter: $filter) {\n      nodes {\n        ...OrderRow\n      }\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n": types.OrdersPageDocument,
    "\n  query OrderStates($shopId: ID) {\n    dashboard(shopId: $shopId) {\n      states {\n        state\n        count\n      }\n    }\n  }\n": types.OrderStatesDocument,
    "\n  subscription OrdersChanged($shopId: ID) {\n    orderChanged(shopId: $shopId) {\n      ...OrderRow\n    }\n  }\n": types.OrdersChangedDocument,
    "\n  mutation SyncOrders($input: SyncOrdersInput!) {\n    syncOrders(input: $input) {\n      queued\n      unchanged\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": types.SyncOrdersDocument,
    "\n  fragment PaymentRow on PaymentMapping {\n    id\n    method\n    title\n    paymentId\n    status\n    sendStatuses\n    termDays\n    termFrom\n    markUnpaid\n    waitingOrders\n    updatedAt\n  }\n": types.PaymentRowFragmentDoc,
    "\n  query PaymentMappings($shopId: ID!) {\n    paymentMappings(shopId: $shopId) {\n      ...PaymentRow\n    }\n  }\n": types.PaymentMappingsDocument,
    "\n  query SentStatuses($shopKey: String!) {\n    shop(key: $shopKey) {\n      id\n      statusRules {\n        status\n        name\n        rule\n      }\n    }\n  }\n": types.SentStatusesDocument,
    "\n  mutation SetPaymentMapping($input: SetPaymentMappingInput!) {\n    setPaymentMapping(input: $input) {\n      paymentMapping {\n        ...PaymentRow\n      }\n      releasedOrders\n      oldOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": types.SetPaymentMappingDocument,
    "\n  mutation DeletePaymentMapping($id: ID!) {\n    deletePaymentMapping(id: $id) {\n      deletedId\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": types.DeletePaymentMappingDocument,
    "\n  subscription PaymentsHappened($shopId: ID!) {\n    eventAdded(filter: { shopId: $shopId, kinds: [\"payment.new\", \"payment.changed\"] }) {\n      cursor\n    }\n  }\n": types.PaymentsHappenedDocument,
    "\n  fragment ProductRow on Product {\n    id\n    name\n    sku\n    code\n    ean\n    shopStock\n    goneAt\n    stock {\n      result\n      state\n      reason {\n        ...RunReasonParts\n      }\n    }\n    push {\n      state\n      reason {\n        ...RunReasonParts\n      }\n    }\n  }\n": types.ProductRowFragmentDoc,
    "\n  query ProductsPage($first: Int, $after: Cursor, $last: Int, $before: Cursor, $filter: ProductFilter) {\n    products(first: $first, after: $after, last: $last, before: $before, filter: $filter) {\n      nodes {\n        ...ProductRow\n      }\n      totalCount\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n": types.ProductsPageDocument,
    "\n  query ProductDetail($id: ID!) {\n    product(id: $id) {\n      ...ProductRow\n      type\n      regularPrice\n      permalink\n      managesStock\n      shop {\n        id\n        name\n      }\n      parent {\n        id\n        name\n      }\n      stock {\n        supplier\n        supplierText\n        own\n        ordered\n        reserved\n        pending\n        buffer\n        supplierReadAt\n        ownReadAt\n        written\n        writtenAt\n        excluded\n      }\n      push {\n        pushedAt\n      }\n      duplicates {\n        id\n        name\n        sku\n      }\n      changes {\n        id\n        outcome\n        before\n        after\n        at\n        reason {\n          ...RunReasonParts\n        }\n        run {\n          id\n          kind\n          dryRun\n        }\n      }\n    }\n  }\n": types.ProductDetailDocument,
    "\n  mutation ExcludeFromStock($productIds: [ID!]!, $excluded: Boolean!) {\n    excludeFromStock(productIds: $productIds, excluded: $excluded) {\n      products {\n        id\n        stock {\n          state\n          excluded\n          reason {\n            ...RunReasonParts\n          }\n        }\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": types.ExcludeFromStockDocument,
    "\n  subscription ProductRuns($shopId: ID) {\n    runProgressed(shopId: $shopId) {\n      id\n      state\n      updated\n    }\n  }\n": types.ProductRunsDocument,
    "\n  query PreviewProduct($id: ID!) {\n    previewProduct(id: $id) {\n      action\n      reason {\n        ...RunReasonParts\n      }\n      payload\n      differences {\n        field\n        now\n        wouldBe\n        written\n      }\n    }\n  }\n": types.PreviewProductDocument,
    "\n  mutation PushProduct($id: ID!) {\n    pushProduct(id: $id) {\n      run {\n        id\n        state\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": types.PushProductDocument,
    "\n  mutation PushProducts($input: PushProductsInput!) {\n    pushProducts(input: $input) {\n      run {\n        id\n        state\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": types.PushProductsDocument,
    "\n  fragment RunRow on SyncRun {\n    id\n    kind\n    state\n    dryRun\n    confirmed\n    cancelling\n    actor\n    phase\n    total\n    seen\n    updated\n    unchanged\n    skipped\n    failed\n    zeroed\n    reason {\n      ...RunReasonParts\n    }\n    createdAt\n    startedAt\n    finishedAt\n  }\n": types.RunRowFragmentDoc,
    "\n  query StockPlan($id: ID!) {\n    shop(id: $id) {\n      id\n      timezone\n      stockSchedule {\n        every\n        at\n        cron\n        nextRunAt\n      }\n    }\n  }\n": types.StockPlanDocument,
    "\n  query RunsPage($shopId: ID!, $first: Int, $after: Cursor, $last: Int, $before: Cursor) {\n    syncRuns(shopId: $shopId, first: $first, after: $after, last: $last, before: $before) {\n      nodes {\n        ...RunRow\n      }\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n": types.RunsPageDocument,
    "\n  query RunDetail($id: ID!) {\n    syncRun(id: $id) {\n      ...RunRow\n      shop {\n        id\n        name\n      }\n    }\n  }\n": types.RunDetailDocument,
    "\n  query RunItems($id: ID!, $filter: RunItemFilter, $first: Int, $after: Cursor, $last: Int, $before: Cursor) {\n    syncRun(id: $id) {\n      id\n      items(filter: $filter, first: $first, after: $after, last: $last, before: $before) {\n        nodes {\n          id\n          outcome\n          before\n          after\n          reason {\n            ...RunReasonParts\n          }\n          product {\n            id\n            name\n            sku\n          }\n        }\n        pageInfo {\n          ...PageParts\n        }\n      }\n    }\n  }\n": types.RunItemsDocument,
    "\n  subscription RunProgressed($shopId: ID, $runId: ID) {\n    runProgressed(shopId: $shopId, runId: $runId) {\n      ...RunRow\n    }\n  }\n": types.RunProgressedDocument,
    "\n  mutation CancelRun($id: ID!) {\n    cancelRun(id: $id) {\n      run {\n        ...RunRow\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": types.CancelRunDocument,
    "\n  mutation ConfirmRun($id: ID!) {\n    confirmRun(id: $id) {\n      run {\n        ...RunRow\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": types.ConfirmRunDocument,
    "\n  mutation StartStockSync($shopId: ID!, $dryRun: Boolean!) {\n    startStockSync(shopId: $shopId, dryRun: $dryRun) {\n      run {\n        ...RunRow\n      }\n      folded\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": types.StartStockSyncDocument,
    "\n  mutation ImportProducts($shopId: ID!) {\n    importProducts(shopId: $shopId) {\n      run {\n        ...RunRow\n      }\n      folded\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": types.ImportProductsDocument,
    "\n  mutation SetStockSchedule($input: SetStockScheduleInput!) {\n    setStockSchedule(input: $input) {\n      shop {\n        id\n        stockSchedule {\n          every\n          at\n          cron\n          nextRunAt\n        }\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": types.SetStockScheduleDocument,
    "\n  mutation CreateShop($input: CreateShopInput!) {\n    createShop(input: $input) {\n      shop {\n        ...ShopDetail\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": types.CreateShopDocument,
    "\n  mutation UpdateShop($input: UpdateShopInput!) {\n    updateShop(input: $input) {\n      shop {\n        ...ShopDetail\n      }\n      releasedOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": types.UpdateShopDocument,
    "\n  mutation SetStatusRule($input: SetStatusRuleInput!) {\n    setStatusRule(input: $input) {\n      shop {\n        ...ShopDetail\n      }\n      releasedOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": types.SetStatusRuleDocument,
    "\n  mutation TestShop($id: ID!) {\n    testShop(id: $id) {\n      shop {\n        ...ShopDetail\n      }\n      ok\n      findings {\n        ...FindingParts\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": types.TestShopDocument,
    "\n  mutation RegisterWebhooks($shopId: ID!) {\n    registerWebhooks(shopId: $shopId) {\n      shop {\n        ...ShopDetail\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": types.RegisterWebhooksDocument,
    "\n  mutation SetSending($input: SetSendingInput!) {\n    setSending(input: $input) {\n      shop {\n        ...ShopDetail\n      }\n      releasedOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": types.SetSendingDocument,
    "\n  mutation ProposeAdoptMetaKey($shopId: ID!) {\n    proposeAdoptMetaKey(shopId: $shopId) {\n      proposals {\n        key\n        orders\n        asked\n        confirmed\n        example\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": types.ProposeAdoptMetaKeyDocument,
    "\n  fragment BindingRow on PartnerBinding {\n    id\n    kind\n    key\n    buyer\n    partnerCode\n    partnerName\n  }\n": types.BindingRowFragmentDoc,
    "\n  query PartnerBindings($shopId: ID!) {\n    partnerBindings(shopId: $shopId) {\n      ...BindingRow\n    }\n  }\n": types.PartnerBindingsDocument,
    "\n  mutation BindPartner($input: BindPartnerInput!) {\n    bindPartner(input: $input) {\n      partnerBinding {\n        ...BindingRow\n      }\n      releasedOrders\n      oldOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": types.BindPartnerDocument,
    "\n  mutation UnbindPartner($id: ID!) {\n    unbindPartner(id: $id) {\n      deletedId\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": types.UnbindPartnerDocument,
    "\n  query Shops {\n    shops {\n      id\n      key\n      name\n      url\n      lastDeliveryAt\n      unreachableSince\n      webhooks {\n        status\n      }\n      connection {\n        id\n        name\n      }\n    }\n    vascoConnections {\n      id\n      name\n      baseUrl\n      taxNumber\n      profile\n      unreachableSince\n      searchProvenAt\n      shops {\n        id\n        key\n        name\n      }\n    }\n  }\n": types.ShopsDocument,
    "\n  fragment ShopDetail on Shop {\n    id\n    key\n    name\n    url\n    homeUrl\n    timezone\n    auth\n    webhookUrl\n    lastDeliveryAt\n    unreachableSince\n    sending {\n      orders\n      stock\n    }\n    connection {\n      id\n      name\n    }\n    webhooks {\n      shopWebhookId\n      topic\n      status\n      deliveryUrl\n    }\n    statusRules {\n      status\n      name\n      rule\n      maySend\n      waitingOrders\n    }\n    settings {\n      syncFrom\n      currency\n      otherAddresses\n      allowedCurrencies\n      adoptMetaKey\n      searchAlways\n      eanMetaKeys\n      useSku\n      variationUsesParentEan\n      vatMetaKeys\n      retailPartnerCode\n      retailWithoutVat\n      otherName\n      taxStatus\n      notesTemplate\n      lockerMetaKeys\n      shopNumberTemplate\n      documentDay\n      firstOpenDay\n      paymentTermDays\n      shippingArticle\n      shippingName\n      shippingArticles {\n        name\n        article\n      }\n      sendFreeShipping\n      feeArticle\n      feeName\n      feeArticles {\n        name\n        article\n      }\n      bundles\n      giftCards\n      giftCardArticle\n      homeCountry\n      vatCodes {\n        rate\n        code\n      }\n      vatRules {\n        country\n        kind\n        rate\n        code\n      }\n      toleranceCents\n      roundingArticle\n      roundingName\n      writeOrderNote\n      numberPrefix\n    }\n  }\n": types.ShopDetailFragmentDoc,
    "\n  query Shop($key: String!) {\n    shop(key: $key) {\n      ...ShopDetail\n    }\n    vascoConnections {\n      id\n      name\n    }\n  }\n": types.ShopDocument,
    "\n  query ConnectionChoices {\n    vascoConnections {\n      id\n      name\n    }\n  }\n": types.ConnectionChoicesDocument,
    "\n  query Differences($shopId: ID!) {\n    differences(shopId: $shopId) {\n      month\n      orders\n      sum {\n        ...MoneyParts\n      }\n    }\n  }\n": types.DifferencesDocument,
    "\n  query NotesExample($shopId: ID!, $template: String!) {\n    notesExample(shopId: $shopId, template: $template) {\n      text\n      lost\n      limit\n      placeholders\n      unknown\n    }\n  }\n": types.NotesExampleDocument,
    "\n  query PreviewReport($shopId: ID!) {\n    previewReport(shopId: $shopId) {\n      same\n      differing\n      notFound\n      unclear\n      differences {\n        id\n        number\n        comparison {\n          vascoNumber\n          vascoYear\n          differences {\n            field\n          }\n        }\n      }\n    }\n  }\n": types.PreviewReportDocument,
    "\n  query Tasks($first: Int, $after: Cursor, $last: Int, $before: Cursor, $filter: TaskFilter) {\n    tasks(first: $first, after: $after, last: $last, before: $before, filter: $filter) {\n      nodes {\n        ...TaskParts\n        order {\n          id\n          number\n          customer\n          vascoNumber\n          vascoYear\n        }\n      }\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n": types.TasksDocument,
    "\n  subscription TaskHappened($shopId: ID) {\n    eventAdded(filter: { shopId: $shopId, kinds: [\"task.opened\", \"task.resolved\"] }) {\n      cursor\n    }\n  }\n": types.TaskHappenedDocument,
    "\n  fragment MoneyParts on Money {\n    amount\n    currency\n  }\n": types.MoneyPartsFragmentDoc,
    "\n  fragment ReasonParts on Reason {\n    code\n    params {\n      name\n      value\n    }\n    refId\n    alsoWaiting\n  }\n": types.ReasonPartsFragmentDoc,
    "\n  fragment UserErrorParts on UserError {\n    field\n    code\n    message\n  }\n": types.UserErrorPartsFragmentDoc,
    "\n  fragment PageParts on PageInfo {\n    hasNextPage\n    hasPreviousPage\n    startCursor\n    endCursor\n  }\n": types.PagePartsFragmentDoc,
    "\n  fragment FindingParts on Finding {\n    code\n    level\n    params {\n      name\n      value\n    }\n  }\n": types.FindingPartsFragmentDoc,
    "\n  fragment RunReasonParts on RunReason {\n    code\n    params {\n      name\n      value\n    }\n  }\n": types.RunReasonPartsFragmentDoc,
    "\n  fragment TaskParts on Task {\n    id\n    kind\n    taskState: state\n    openedAt\n    closedAt\n    closedBy\n    note\n    documentNumber\n    changes {\n      field\n      before\n      after\n    }\n    amounts {\n      rate\n      gross {\n        ...MoneyParts\n      }\n    }\n  }\n": types.TaskPartsFragmentDoc,
    "\n  mutation ResolveTask($input: ResolveTaskInput!) {\n    resolveTask(input: $input) {\n      task {\n        ...TaskParts\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": types.ResolveTaskDocument,
    "\n  query ShopChoices {\n    shops {\n      id\n      key\n      name\n      timezone\n    }\n  }\n": types.ShopChoicesDocument,
    "\n  mutation SetArticleMapping($input: SetArticleMappingInput!) {\n    setArticleMapping(input: $input) {\n      articleMapping {\n        id\n        code\n        name\n        waitingOrders\n      }\n      releasedOrders\n      oldOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n": types.SetArticleMappingDocument,
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
export function graphql(source: "\n  fragment ArticleRow on ArticleMapping {\n    id\n    kind\n    key\n    code\n    name\n    waitingOrders\n  }\n"): (typeof documents)["\n  fragment ArticleRow on ArticleMapping {\n    id\n    kind\n    key\n    code\n    name\n    waitingOrders\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ArticleMappings($shopId: ID!, $first: Int, $after: Cursor, $last: Int, $before: Cursor, $search: String, $missing: Boolean) {\n    articleMappings(shopId: $shopId, first: $first, after: $after, last: $last, before: $before, search: $search, missing: $missing) {\n      nodes {\n        ...ArticleRow\n      }\n      totalCount\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n"): (typeof documents)["\n  query ArticleMappings($shopId: ID!, $first: Int, $after: Cursor, $last: Int, $before: Cursor, $search: String, $missing: Boolean) {\n    articleMappings(shopId: $shopId, first: $first, after: $after, last: $last, before: $before, search: $search, missing: $missing) {\n      nodes {\n        ...ArticleRow\n      }\n      totalCount\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ArticleMappingsCsv($shopId: ID!) {\n    articleMappingsCsv(shopId: $shopId)\n  }\n"): (typeof documents)["\n  query ArticleMappingsCsv($shopId: ID!) {\n    articleMappingsCsv(shopId: $shopId)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ImportArticleMappings($input: ImportArticleMappingsInput!) {\n    importArticleMappings(input: $input) {\n      imported\n      releasedOrders\n      oldOrders\n      lineErrors {\n        line\n        field\n        code\n        message\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ImportArticleMappings($input: ImportArticleMappingsInput!) {\n    importArticleMappings(input: $input) {\n      imported\n      releasedOrders\n      oldOrders\n      lineErrors {\n        line\n        field\n        code\n        message\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription ArticlesHappened($shopId: ID!) {\n    eventAdded(filter: { shopId: $shopId, kinds: [\"article.changed\", \"article.imported\", \"order.blocked\"] }) {\n      cursor\n    }\n  }\n"): (typeof documents)["\n  subscription ArticlesHappened($shopId: ID!) {\n    eventAdded(filter: { shopId: $shopId, kinds: [\"article.changed\", \"article.imported\", \"order.blocked\"] }) {\n      cursor\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment BlacklistRow on BlacklistEntry {\n    id\n    pattern\n    note\n    blockedCount\n    lastBlockedAt\n    lastOrder\n    createdAt\n  }\n"): (typeof documents)["\n  fragment BlacklistRow on BlacklistEntry {\n    id\n    pattern\n    note\n    blockedCount\n    lastBlockedAt\n    lastOrder\n    createdAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Blacklist($shopId: ID!) {\n    blacklist(shopId: $shopId) {\n      ...BlacklistRow\n    }\n  }\n"): (typeof documents)["\n  query Blacklist($shopId: ID!) {\n    blacklist(shopId: $shopId) {\n      ...BlacklistRow\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AddToBlacklist($input: AddToBlacklistInput!) {\n    addToBlacklist(input: $input) {\n      entry {\n        ...BlacklistRow\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation AddToBlacklist($input: AddToBlacklistInput!) {\n    addToBlacklist(input: $input) {\n      entry {\n        ...BlacklistRow\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RemoveFromBlacklist($input: RemoveFromBlacklistInput!) {\n    removeFromBlacklist(input: $input) {\n      deletedId\n      releasedOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RemoveFromBlacklist($input: RemoveFromBlacklistInput!) {\n    removeFromBlacklist(input: $input) {\n      deletedId\n      releasedOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription BlacklistHappened($shopId: ID!) {\n    eventAdded(filter: { shopId: $shopId, kinds: [\"order.blacklisted\", \"blacklist.changed\"] }) {\n      cursor\n    }\n  }\n"): (typeof documents)["\n  subscription BlacklistHappened($shopId: ID!) {\n    eventAdded(filter: { shopId: $shopId, kinds: [\"order.blacklisted\", \"blacklist.changed\"] }) {\n      cursor\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ConnectionDetail on VascoConnection {\n    id\n    name\n    baseUrl\n    username\n    taxNumber\n    profile\n    profileOverrides\n    concurrency\n    settleSeconds\n    openingHours\n    searchProvenAt\n    unreachableSince\n    shops {\n      id\n      key\n      name\n    }\n  }\n"): (typeof documents)["\n  fragment ConnectionDetail on VascoConnection {\n    id\n    name\n    baseUrl\n    username\n    taxNumber\n    profile\n    profileOverrides\n    concurrency\n    settleSeconds\n    openingHours\n    searchProvenAt\n    unreachableSince\n    shops {\n      id\n      key\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Connection($id: ID!) {\n    node(id: $id) {\n      __typename\n      ... on VascoConnection {\n        ...ConnectionDetail\n      }\n    }\n  }\n"): (typeof documents)["\n  query Connection($id: ID!) {\n    node(id: $id) {\n      __typename\n      ... on VascoConnection {\n        ...ConnectionDetail\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateConnection($input: UpdateVascoConnectionInput!) {\n    updateVascoConnection(input: $input) {\n      connection {\n        ...ConnectionDetail\n      }\n      releasedOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateConnection($input: UpdateVascoConnectionInput!) {\n    updateVascoConnection(input: $input) {\n      connection {\n        ...ConnectionDetail\n      }\n      releasedOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation TestConnection($id: ID!) {\n    testVascoConnection(id: $id) {\n      connection {\n        ...ConnectionDetail\n      }\n      ok\n      findings {\n        ...FindingParts\n      }\n      proposedProfile\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation TestConnection($id: ID!) {\n    testVascoConnection(id: $id) {\n      connection {\n        ...ConnectionDetail\n      }\n      ok\n      findings {\n        ...FindingParts\n      }\n      proposedProfile\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Dashboard($shopId: ID) {\n    dashboard(shopId: $shopId) {\n      ordersToday\n      syncedToday\n      valueSyncedToday {\n        ...MoneyParts\n      }\n      states {\n        state\n        count\n      }\n      medianSecondsToSync\n      oldestUnsyncedAt\n      openTasks\n      hours {\n        from\n        received\n        synced\n      }\n      problems {\n        id\n        releasable\n        code\n        level\n        params {\n          name\n          value\n        }\n        refId\n        shop {\n          id\n          key\n          name\n        }\n        count\n        oldestAt\n      }\n    }\n  }\n"): (typeof documents)["\n  query Dashboard($shopId: ID) {\n    dashboard(shopId: $shopId) {\n      ordersToday\n      syncedToday\n      valueSyncedToday {\n        ...MoneyParts\n      }\n      states {\n        state\n        count\n      }\n      medianSecondsToSync\n      oldestUnsyncedAt\n      openTasks\n      hours {\n        from\n        received\n        synced\n      }\n      problems {\n        id\n        releasable\n        code\n        level\n        params {\n          name\n          value\n        }\n        refId\n        shop {\n          id\n          key\n          name\n        }\n        count\n        oldestAt\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription DashboardChanged($shopId: ID) {\n    eventAdded(filter: { shopId: $shopId }) {\n      cursor\n    }\n  }\n"): (typeof documents)["\n  subscription DashboardChanged($shopId: ID) {\n    eventAdded(filter: { shopId: $shopId }) {\n      cursor\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReleaseProblem($input: ReleaseProblemInput!) {\n    releaseProblem(input: $input) {\n      releasedOrders\n      oldOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ReleaseProblem($input: ReleaseProblemInput!) {\n    releaseProblem(input: $input) {\n      releasedOrders\n      oldOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AcceptAddress($input: AcceptAddressInput!) {\n    acceptAddress(input: $input) {\n      releasedOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation AcceptAddress($input: AcceptAddressInput!) {\n    acceptAddress(input: $input) {\n      releasedOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetRounding($input: SetRoundingInput!) {\n    setRounding(input: $input) {\n      connection {\n        id\n        profileOverrides\n      }\n      releasedOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SetRounding($input: SetRoundingInput!) {\n    setRounding(input: $input) {\n      connection {\n        id\n        profileOverrides\n      }\n      releasedOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment EventLine on Event {\n    id\n    at\n    kind\n    level\n    actor\n    params {\n      name\n      value\n    }\n    shop {\n      id\n      key\n      name\n    }\n    order {\n      id\n      number\n    }\n  }\n"): (typeof documents)["\n  fragment EventLine on Event {\n    id\n    at\n    kind\n    level\n    actor\n    params {\n      name\n      value\n    }\n    shop {\n      id\n      key\n      name\n    }\n    order {\n      id\n      number\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EventsPage($first: Int!, $after: Cursor, $filter: EventFilter) {\n    events(first: $first, after: $after, filter: $filter) {\n      edges {\n        cursor\n        node {\n          ...EventLine\n        }\n      }\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n"): (typeof documents)["\n  query EventsPage($first: Int!, $after: Cursor, $filter: EventFilter) {\n    events(first: $first, after: $after, filter: $filter) {\n      edges {\n        cursor\n        node {\n          ...EventLine\n        }\n      }\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription EventAdded($after: Cursor, $filter: EventFilter) {\n    eventAdded(after: $after, filter: $filter) {\n      cursor\n      node {\n        ...EventLine\n      }\n    }\n  }\n"): (typeof documents)["\n  subscription EventAdded($after: Cursor, $filter: EventFilter) {\n    eventAdded(after: $after, filter: $filter) {\n      cursor\n      node {\n        ...EventLine\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SyncOrder($input: SyncOrderInput!) {\n    syncOrder(input: $input) {\n      order {\n        ...OrderHead\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SyncOrder($input: SyncOrderInput!) {\n    syncOrder(input: $input) {\n      order {\n        ...OrderHead\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SkipOrder($input: SkipOrderInput!) {\n    skipOrder(input: $input) {\n      order {\n        ...OrderHead\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SkipOrder($input: SkipOrderInput!) {\n    skipOrder(input: $input) {\n      order {\n        ...OrderHead\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResolveOrder($input: ResolveOrderInput!) {\n    resolveOrder(input: $input) {\n      order {\n        ...OrderHead\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ResolveOrder($input: ResolveOrderInput!) {\n    resolveOrder(input: $input) {\n      order {\n        ...OrderHead\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UnskipOrder($input: UnskipOrderInput!) {\n    unskipOrder(input: $input) {\n      order {\n        ...OrderHead\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UnskipOrder($input: UnskipOrderInput!) {\n    unskipOrder(input: $input) {\n      order {\n        ...OrderHead\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LinkOrder($input: LinkOrderInput!) {\n    linkOrder(input: $input) {\n      order {\n        ...OrderHead\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation LinkOrder($input: LinkOrderInput!) {\n    linkOrder(input: $input) {\n      order {\n        ...OrderHead\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PushArticle($orderId: ID!) {\n    pushArticle(orderId: $orderId) {\n      run {\n        id\n        state\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation PushArticle($orderId: ID!) {\n    pushArticle(orderId: $orderId) {\n      run {\n        id\n        state\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResendOrder($input: ResendOrderInput!) {\n    resendOrder(input: $input) {\n      order {\n        ...OrderHead\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ResendOrder($input: ResendOrderInput!) {\n    resendOrder(input: $input) {\n      order {\n        ...OrderHead\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReplayDelivery($id: ID!) {\n    replayDelivery(id: $id) {\n      delivery {\n        id\n        deliveryState: state\n        note\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ReplayDelivery($id: ID!) {\n    replayDelivery(id: $id) {\n      delivery {\n        id\n        deliveryState: state\n        note\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PreviewOrder($id: ID!) {\n    previewOrder(id: $id) {\n      sendable\n      reason {\n        ...ReasonParts\n      }\n      payload\n      shopTotal {\n        ...MoneyParts\n      }\n      documentTotal {\n        ...MoneyParts\n      }\n      difference {\n        ...MoneyParts\n      }\n      decimals\n      partnerCode\n      newPartner\n      warnings\n    }\n  }\n"): (typeof documents)["\n  query PreviewOrder($id: ID!) {\n    previewOrder(id: $id) {\n      sendable\n      reason {\n        ...ReasonParts\n      }\n      payload\n      shopTotal {\n        ...MoneyParts\n      }\n      documentTotal {\n        ...MoneyParts\n      }\n      difference {\n        ...MoneyParts\n      }\n      decimals\n      partnerCode\n      newPartner\n      warnings\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation BindBuyer($input: BindPartnerInput!) {\n    bindPartner(input: $input) {\n      releasedOrders\n      oldOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation BindBuyer($input: BindPartnerInput!) {\n    bindPartner(input: $input) {\n      releasedOrders\n      oldOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OrderHead on Order {\n    id\n    shopOrderId\n    number\n    status\n    customer\n    email\n    placedAt\n    receivedAt\n    paymentMethod\n    paymentTitle\n    state\n    stateSince\n    reason {\n      ...ReasonParts\n    }\n    origin\n    vascoNumber\n    vascoYear\n    partnerCode\n    chosenPartnerCode\n    attempts\n    syncedAt\n    writtenBackAt\n    readBackNote\n    total {\n      ...MoneyParts\n    }\n    difference {\n      ...MoneyParts\n    }\n    comparison {\n      result\n      vascoNumber\n      vascoYear\n      detail\n      differences {\n        field\n        article\n        ours\n        theirs\n      }\n    }\n    changes {\n      field\n      before\n      after\n    }\n    shop {\n      id\n      key\n      name\n      url\n      settings {\n        numberPrefix\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment OrderHead on Order {\n    id\n    shopOrderId\n    number\n    status\n    customer\n    email\n    placedAt\n    receivedAt\n    paymentMethod\n    paymentTitle\n    state\n    stateSince\n    reason {\n      ...ReasonParts\n    }\n    origin\n    vascoNumber\n    vascoYear\n    partnerCode\n    chosenPartnerCode\n    attempts\n    syncedAt\n    writtenBackAt\n    readBackNote\n    total {\n      ...MoneyParts\n    }\n    difference {\n      ...MoneyParts\n    }\n    comparison {\n      result\n      vascoNumber\n      vascoYear\n      detail\n      differences {\n        field\n        article\n        ours\n        theirs\n      }\n    }\n    changes {\n      field\n      before\n      after\n    }\n    shop {\n      id\n      key\n      name\n      url\n      settings {\n        numberPrefix\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OrderDetail on Order {\n    ...OrderHead\n    tasks {\n      ...TaskParts\n    }\n    payload\n    lines {\n      kind\n      name\n      sku\n      quantity\n      total {\n        ...MoneyParts\n      }\n      tax {\n        ...MoneyParts\n      }\n    }\n    shippingTotal {\n      ...MoneyParts\n    }\n    taxTotal {\n      ...MoneyParts\n    }\n    buyerKeys {\n      kind\n      key\n    }\n    billing {\n      name\n      company\n      street\n      postcode\n      city\n      country\n      phone\n    }\n    timeline {\n      at\n      item {\n        __typename\n        ... on Event {\n          id\n          kind\n          level\n          actor\n          params {\n            name\n            value\n          }\n        }\n        ... on ApiCall {\n          id\n          system\n          operation\n          method\n          path\n          httpStatus: status\n          durationMs\n          request\n          response\n          error\n        }\n        ... on Delivery {\n          id\n          topic\n          deliveryKind: kind\n          deliveryState: state\n          note\n          count\n          body\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment OrderDetail on Order {\n    ...OrderHead\n    tasks {\n      ...TaskParts\n    }\n    payload\n    lines {\n      kind\n      name\n      sku\n      quantity\n      total {\n        ...MoneyParts\n      }\n      tax {\n        ...MoneyParts\n      }\n    }\n    shippingTotal {\n      ...MoneyParts\n    }\n    taxTotal {\n      ...MoneyParts\n    }\n    buyerKeys {\n      kind\n      key\n    }\n    billing {\n      name\n      company\n      street\n      postcode\n      city\n      country\n      phone\n    }\n    timeline {\n      at\n      item {\n        __typename\n        ... on Event {\n          id\n          kind\n          level\n          actor\n          params {\n            name\n            value\n          }\n        }\n        ... on ApiCall {\n          id\n          system\n          operation\n          method\n          path\n          httpStatus: status\n          durationMs\n          request\n          response\n          error\n        }\n        ... on Delivery {\n          id\n          topic\n          deliveryKind: kind\n          deliveryState: state\n          note\n          count\n          body\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Order($id: ID!) {\n    order(id: $id) {\n      ...OrderDetail\n    }\n  }\n"): (typeof documents)["\n  query Order($id: ID!) {\n    order(id: $id) {\n      ...OrderDetail\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription OrderChanged($id: ID!) {\n    orderChanged(orderId: $id) {\n      ...OrderHead\n    }\n  }\n"): (typeof documents)["\n  subscription OrderChanged($id: ID!) {\n    orderChanged(orderId: $id) {\n      ...OrderHead\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription OrderHappened($id: ID!) {\n    eventAdded(filter: { orderId: $id }) {\n      cursor\n    }\n  }\n"): (typeof documents)["\n  subscription OrderHappened($id: ID!) {\n    eventAdded(filter: { orderId: $id }) {\n      cursor\n    }\n  }\n"];
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
export function graphql(source: "\n  fragment PaymentRow on PaymentMapping {\n    id\n    method\n    title\n    paymentId\n    status\n    sendStatuses\n    termDays\n    termFrom\n    markUnpaid\n    waitingOrders\n    updatedAt\n  }\n"): (typeof documents)["\n  fragment PaymentRow on PaymentMapping {\n    id\n    method\n    title\n    paymentId\n    status\n    sendStatuses\n    termDays\n    termFrom\n    markUnpaid\n    waitingOrders\n    updatedAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PaymentMappings($shopId: ID!) {\n    paymentMappings(shopId: $shopId) {\n      ...PaymentRow\n    }\n  }\n"): (typeof documents)["\n  query PaymentMappings($shopId: ID!) {\n    paymentMappings(shopId: $shopId) {\n      ...PaymentRow\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SentStatuses($shopKey: String!) {\n    shop(key: $shopKey) {\n      id\n      statusRules {\n        status\n        name\n        rule\n      }\n    }\n  }\n"): (typeof documents)["\n  query SentStatuses($shopKey: String!) {\n    shop(key: $shopKey) {\n      id\n      statusRules {\n        status\n        name\n        rule\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetPaymentMapping($input: SetPaymentMappingInput!) {\n    setPaymentMapping(input: $input) {\n      paymentMapping {\n        ...PaymentRow\n      }\n      releasedOrders\n      oldOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SetPaymentMapping($input: SetPaymentMappingInput!) {\n    setPaymentMapping(input: $input) {\n      paymentMapping {\n        ...PaymentRow\n      }\n      releasedOrders\n      oldOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeletePaymentMapping($id: ID!) {\n    deletePaymentMapping(id: $id) {\n      deletedId\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation DeletePaymentMapping($id: ID!) {\n    deletePaymentMapping(id: $id) {\n      deletedId\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription PaymentsHappened($shopId: ID!) {\n    eventAdded(filter: { shopId: $shopId, kinds: [\"payment.new\", \"payment.changed\"] }) {\n      cursor\n    }\n  }\n"): (typeof documents)["\n  subscription PaymentsHappened($shopId: ID!) {\n    eventAdded(filter: { shopId: $shopId, kinds: [\"payment.new\", \"payment.changed\"] }) {\n      cursor\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ProductRow on Product {\n    id\n    name\n    sku\n    code\n    ean\n    shopStock\n    goneAt\n    stock {\n      result\n      state\n      reason {\n        ...RunReasonParts\n      }\n    }\n    push {\n      state\n      reason {\n        ...RunReasonParts\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment ProductRow on Product {\n    id\n    name\n    sku\n    code\n    ean\n    shopStock\n    goneAt\n    stock {\n      result\n      state\n      reason {\n        ...RunReasonParts\n      }\n    }\n    push {\n      state\n      reason {\n        ...RunReasonParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ProductsPage($first: Int, $after: Cursor, $last: Int, $before: Cursor, $filter: ProductFilter) {\n    products(first: $first, after: $after, last: $last, before: $before, filter: $filter) {\n      nodes {\n        ...ProductRow\n      }\n      totalCount\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n"): (typeof documents)["\n  query ProductsPage($first: Int, $after: Cursor, $last: Int, $before: Cursor, $filter: ProductFilter) {\n    products(first: $first, after: $after, last: $last, before: $before, filter: $filter) {\n      nodes {\n        ...ProductRow\n      }\n      totalCount\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ProductDetail($id: ID!) {\n    product(id: $id) {\n      ...ProductRow\n      type\n      regularPrice\n      permalink\n      managesStock\n      shop {\n        id\n        name\n      }\n      parent {\n        id\n        name\n      }\n      stock {\n        supplier\n        supplierText\n        own\n        ordered\n        reserved\n        pending\n        buffer\n        supplierReadAt\n        ownReadAt\n        written\n        writtenAt\n        excluded\n      }\n      push {\n        pushedAt\n      }\n      duplicates {\n        id\n        name\n        sku\n      }\n      changes {\n        id\n        outcome\n        before\n        after\n        at\n        reason {\n          ...RunReasonParts\n        }\n        run {\n          id\n          kind\n          dryRun\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query ProductDetail($id: ID!) {\n    product(id: $id) {\n      ...ProductRow\n      type\n      regularPrice\n      permalink\n      managesStock\n      shop {\n        id\n        name\n      }\n      parent {\n        id\n        name\n      }\n      stock {\n        supplier\n        supplierText\n        own\n        ordered\n        reserved\n        pending\n        buffer\n        supplierReadAt\n        ownReadAt\n        written\n        writtenAt\n        excluded\n      }\n      push {\n        pushedAt\n      }\n      duplicates {\n        id\n        name\n        sku\n      }\n      changes {\n        id\n        outcome\n        before\n        after\n        at\n        reason {\n          ...RunReasonParts\n        }\n        run {\n          id\n          kind\n          dryRun\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ExcludeFromStock($productIds: [ID!]!, $excluded: Boolean!) {\n    excludeFromStock(productIds: $productIds, excluded: $excluded) {\n      products {\n        id\n        stock {\n          state\n          excluded\n          reason {\n            ...RunReasonParts\n          }\n        }\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ExcludeFromStock($productIds: [ID!]!, $excluded: Boolean!) {\n    excludeFromStock(productIds: $productIds, excluded: $excluded) {\n      products {\n        id\n        stock {\n          state\n          excluded\n          reason {\n            ...RunReasonParts\n          }\n        }\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription ProductRuns($shopId: ID) {\n    runProgressed(shopId: $shopId) {\n      id\n      state\n      updated\n    }\n  }\n"): (typeof documents)["\n  subscription ProductRuns($shopId: ID) {\n    runProgressed(shopId: $shopId) {\n      id\n      state\n      updated\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PreviewProduct($id: ID!) {\n    previewProduct(id: $id) {\n      action\n      reason {\n        ...RunReasonParts\n      }\n      payload\n      differences {\n        field\n        now\n        wouldBe\n        written\n      }\n    }\n  }\n"): (typeof documents)["\n  query PreviewProduct($id: ID!) {\n    previewProduct(id: $id) {\n      action\n      reason {\n        ...RunReasonParts\n      }\n      payload\n      differences {\n        field\n        now\n        wouldBe\n        written\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PushProduct($id: ID!) {\n    pushProduct(id: $id) {\n      run {\n        id\n        state\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation PushProduct($id: ID!) {\n    pushProduct(id: $id) {\n      run {\n        id\n        state\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PushProducts($input: PushProductsInput!) {\n    pushProducts(input: $input) {\n      run {\n        id\n        state\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation PushProducts($input: PushProductsInput!) {\n    pushProducts(input: $input) {\n      run {\n        id\n        state\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment RunRow on SyncRun {\n    id\n    kind\n    state\n    dryRun\n    confirmed\n    cancelling\n    actor\n    phase\n    total\n    seen\n    updated\n    unchanged\n    skipped\n    failed\n    zeroed\n    reason {\n      ...RunReasonParts\n    }\n    createdAt\n    startedAt\n    finishedAt\n  }\n"): (typeof documents)["\n  fragment RunRow on SyncRun {\n    id\n    kind\n    state\n    dryRun\n    confirmed\n    cancelling\n    actor\n    phase\n    total\n    seen\n    updated\n    unchanged\n    skipped\n    failed\n    zeroed\n    reason {\n      ...RunReasonParts\n    }\n    createdAt\n    startedAt\n    finishedAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query StockPlan($id: ID!) {\n    shop(id: $id) {\n      id\n      timezone\n      stockSchedule {\n        every\n        at\n        cron\n        nextRunAt\n      }\n    }\n  }\n"): (typeof documents)["\n  query StockPlan($id: ID!) {\n    shop(id: $id) {\n      id\n      timezone\n      stockSchedule {\n        every\n        at\n        cron\n        nextRunAt\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RunsPage($shopId: ID!, $first: Int, $after: Cursor, $last: Int, $before: Cursor) {\n    syncRuns(shopId: $shopId, first: $first, after: $after, last: $last, before: $before) {\n      nodes {\n        ...RunRow\n      }\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n"): (typeof documents)["\n  query RunsPage($shopId: ID!, $first: Int, $after: Cursor, $last: Int, $before: Cursor) {\n    syncRuns(shopId: $shopId, first: $first, after: $after, last: $last, before: $before) {\n      nodes {\n        ...RunRow\n      }\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RunDetail($id: ID!) {\n    syncRun(id: $id) {\n      ...RunRow\n      shop {\n        id\n        name\n      }\n    }\n  }\n"): (typeof documents)["\n  query RunDetail($id: ID!) {\n    syncRun(id: $id) {\n      ...RunRow\n      shop {\n        id\n        name\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RunItems($id: ID!, $filter: RunItemFilter, $first: Int, $after: Cursor, $last: Int, $before: Cursor) {\n    syncRun(id: $id) {\n      id\n      items(filter: $filter, first: $first, after: $after, last: $last, before: $before) {\n        nodes {\n          id\n          outcome\n          before\n          after\n          reason {\n            ...RunReasonParts\n          }\n          product {\n            id\n            name\n            sku\n          }\n        }\n        pageInfo {\n          ...PageParts\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query RunItems($id: ID!, $filter: RunItemFilter, $first: Int, $after: Cursor, $last: Int, $before: Cursor) {\n    syncRun(id: $id) {\n      id\n      items(filter: $filter, first: $first, after: $after, last: $last, before: $before) {\n        nodes {\n          id\n          outcome\n          before\n          after\n          reason {\n            ...RunReasonParts\n          }\n          product {\n            id\n            name\n            sku\n          }\n        }\n        pageInfo {\n          ...PageParts\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription RunProgressed($shopId: ID, $runId: ID) {\n    runProgressed(shopId: $shopId, runId: $runId) {\n      ...RunRow\n    }\n  }\n"): (typeof documents)["\n  subscription RunProgressed($shopId: ID, $runId: ID) {\n    runProgressed(shopId: $shopId, runId: $runId) {\n      ...RunRow\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CancelRun($id: ID!) {\n    cancelRun(id: $id) {\n      run {\n        ...RunRow\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CancelRun($id: ID!) {\n    cancelRun(id: $id) {\n      run {\n        ...RunRow\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConfirmRun($id: ID!) {\n    confirmRun(id: $id) {\n      run {\n        ...RunRow\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ConfirmRun($id: ID!) {\n    confirmRun(id: $id) {\n      run {\n        ...RunRow\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StartStockSync($shopId: ID!, $dryRun: Boolean!) {\n    startStockSync(shopId: $shopId, dryRun: $dryRun) {\n      run {\n        ...RunRow\n      }\n      folded\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation StartStockSync($shopId: ID!, $dryRun: Boolean!) {\n    startStockSync(shopId: $shopId, dryRun: $dryRun) {\n      run {\n        ...RunRow\n      }\n      folded\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ImportProducts($shopId: ID!) {\n    importProducts(shopId: $shopId) {\n      run {\n        ...RunRow\n      }\n      folded\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ImportProducts($shopId: ID!) {\n    importProducts(shopId: $shopId) {\n      run {\n        ...RunRow\n      }\n      folded\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetStockSchedule($input: SetStockScheduleInput!) {\n    setStockSchedule(input: $input) {\n      shop {\n        id\n        stockSchedule {\n          every\n          at\n          cron\n          nextRunAt\n        }\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SetStockSchedule($input: SetStockScheduleInput!) {\n    setStockSchedule(input: $input) {\n      shop {\n        id\n        stockSchedule {\n          every\n          at\n          cron\n          nextRunAt\n        }\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateShop($input: CreateShopInput!) {\n    createShop(input: $input) {\n      shop {\n        ...ShopDetail\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateShop($input: CreateShopInput!) {\n    createShop(input: $input) {\n      shop {\n        ...ShopDetail\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateShop($input: UpdateShopInput!) {\n    updateShop(input: $input) {\n      shop {\n        ...ShopDetail\n      }\n      releasedOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateShop($input: UpdateShopInput!) {\n    updateShop(input: $input) {\n      shop {\n        ...ShopDetail\n      }\n      releasedOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetStatusRule($input: SetStatusRuleInput!) {\n    setStatusRule(input: $input) {\n      shop {\n        ...ShopDetail\n      }\n      releasedOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SetStatusRule($input: SetStatusRuleInput!) {\n    setStatusRule(input: $input) {\n      shop {\n        ...ShopDetail\n      }\n      releasedOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation TestShop($id: ID!) {\n    testShop(id: $id) {\n      shop {\n        ...ShopDetail\n      }\n      ok\n      findings {\n        ...FindingParts\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation TestShop($id: ID!) {\n    testShop(id: $id) {\n      shop {\n        ...ShopDetail\n      }\n      ok\n      findings {\n        ...FindingParts\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RegisterWebhooks($shopId: ID!) {\n    registerWebhooks(shopId: $shopId) {\n      shop {\n        ...ShopDetail\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RegisterWebhooks($shopId: ID!) {\n    registerWebhooks(shopId: $shopId) {\n      shop {\n        ...ShopDetail\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetSending($input: SetSendingInput!) {\n    setSending(input: $input) {\n      shop {\n        ...ShopDetail\n      }\n      releasedOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SetSending($input: SetSendingInput!) {\n    setSending(input: $input) {\n      shop {\n        ...ShopDetail\n      }\n      releasedOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ProposeAdoptMetaKey($shopId: ID!) {\n    proposeAdoptMetaKey(shopId: $shopId) {\n      proposals {\n        key\n        orders\n        asked\n        confirmed\n        example\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ProposeAdoptMetaKey($shopId: ID!) {\n    proposeAdoptMetaKey(shopId: $shopId) {\n      proposals {\n        key\n        orders\n        asked\n        confirmed\n        example\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment BindingRow on PartnerBinding {\n    id\n    kind\n    key\n    buyer\n    partnerCode\n    partnerName\n  }\n"): (typeof documents)["\n  fragment BindingRow on PartnerBinding {\n    id\n    kind\n    key\n    buyer\n    partnerCode\n    partnerName\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PartnerBindings($shopId: ID!) {\n    partnerBindings(shopId: $shopId) {\n      ...BindingRow\n    }\n  }\n"): (typeof documents)["\n  query PartnerBindings($shopId: ID!) {\n    partnerBindings(shopId: $shopId) {\n      ...BindingRow\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation BindPartner($input: BindPartnerInput!) {\n    bindPartner(input: $input) {\n      partnerBinding {\n        ...BindingRow\n      }\n      releasedOrders\n      oldOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation BindPartner($input: BindPartnerInput!) {\n    bindPartner(input: $input) {\n      partnerBinding {\n        ...BindingRow\n      }\n      releasedOrders\n      oldOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UnbindPartner($id: ID!) {\n    unbindPartner(id: $id) {\n      deletedId\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UnbindPartner($id: ID!) {\n    unbindPartner(id: $id) {\n      deletedId\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Shops {\n    shops {\n      id\n      key\n      name\n      url\n      lastDeliveryAt\n      unreachableSince\n      webhooks {\n        status\n      }\n      connection {\n        id\n        name\n      }\n    }\n    vascoConnections {\n      id\n      name\n      baseUrl\n      taxNumber\n      profile\n      unreachableSince\n      searchProvenAt\n      shops {\n        id\n        key\n        name\n      }\n    }\n  }\n"): (typeof documents)["\n  query Shops {\n    shops {\n      id\n      key\n      name\n      url\n      lastDeliveryAt\n      unreachableSince\n      webhooks {\n        status\n      }\n      connection {\n        id\n        name\n      }\n    }\n    vascoConnections {\n      id\n      name\n      baseUrl\n      taxNumber\n      profile\n      unreachableSince\n      searchProvenAt\n      shops {\n        id\n        key\n        name\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ShopDetail on Shop {\n    id\n    key\n    name\n    url\n    homeUrl\n    timezone\n    auth\n    webhookUrl\n    lastDeliveryAt\n    unreachableSince\n    sending {\n      orders\n      stock\n    }\n    connection {\n      id\n      name\n    }\n    webhooks {\n      shopWebhookId\n      topic\n      status\n      deliveryUrl\n    }\n    statusRules {\n      status\n      name\n      rule\n      maySend\n      waitingOrders\n    }\n    settings {\n      syncFrom\n      currency\n      otherAddresses\n      allowedCurrencies\n      adoptMetaKey\n      searchAlways\n      eanMetaKeys\n      useSku\n      variationUsesParentEan\n      vatMetaKeys\n      retailPartnerCode\n      retailWithoutVat\n      otherName\n      taxStatus\n      notesTemplate\n      lockerMetaKeys\n      shopNumberTemplate\n      documentDay\n      firstOpenDay\n      paymentTermDays\n      shippingArticle\n      shippingName\n      shippingArticles {\n        name\n        article\n      }\n      sendFreeShipping\n      feeArticle\n      feeName\n      feeArticles {\n        name\n        article\n      }\n      bundles\n      giftCards\n      giftCardArticle\n      homeCountry\n      vatCodes {\n        rate\n        code\n      }\n      vatRules {\n        country\n        kind\n        rate\n        code\n      }\n      toleranceCents\n      roundingArticle\n      roundingName\n      writeOrderNote\n      numberPrefix\n    }\n  }\n"): (typeof documents)["\n  fragment ShopDetail on Shop {\n    id\n    key\n    name\n    url\n    homeUrl\n    timezone\n    auth\n    webhookUrl\n    lastDeliveryAt\n    unreachableSince\n    sending {\n      orders\n      stock\n    }\n    connection {\n      id\n      name\n    }\n    webhooks {\n      shopWebhookId\n      topic\n      status\n      deliveryUrl\n    }\n    statusRules {\n      status\n      name\n      rule\n      maySend\n      waitingOrders\n    }\n    settings {\n      syncFrom\n      currency\n      otherAddresses\n      allowedCurrencies\n      adoptMetaKey\n      searchAlways\n      eanMetaKeys\n      useSku\n      variationUsesParentEan\n      vatMetaKeys\n      retailPartnerCode\n      retailWithoutVat\n      otherName\n      taxStatus\n      notesTemplate\n      lockerMetaKeys\n      shopNumberTemplate\n      documentDay\n      firstOpenDay\n      paymentTermDays\n      shippingArticle\n      shippingName\n      shippingArticles {\n        name\n        article\n      }\n      sendFreeShipping\n      feeArticle\n      feeName\n      feeArticles {\n        name\n        article\n      }\n      bundles\n      giftCards\n      giftCardArticle\n      homeCountry\n      vatCodes {\n        rate\n        code\n      }\n      vatRules {\n        country\n        kind\n        rate\n        code\n      }\n      toleranceCents\n      roundingArticle\n      roundingName\n      writeOrderNote\n      numberPrefix\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Shop($key: String!) {\n    shop(key: $key) {\n      ...ShopDetail\n    }\n    vascoConnections {\n      id\n      name\n    }\n  }\n"): (typeof documents)["\n  query Shop($key: String!) {\n    shop(key: $key) {\n      ...ShopDetail\n    }\n    vascoConnections {\n      id\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ConnectionChoices {\n    vascoConnections {\n      id\n      name\n    }\n  }\n"): (typeof documents)["\n  query ConnectionChoices {\n    vascoConnections {\n      id\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Differences($shopId: ID!) {\n    differences(shopId: $shopId) {\n      month\n      orders\n      sum {\n        ...MoneyParts\n      }\n    }\n  }\n"): (typeof documents)["\n  query Differences($shopId: ID!) {\n    differences(shopId: $shopId) {\n      month\n      orders\n      sum {\n        ...MoneyParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query NotesExample($shopId: ID!, $template: String!) {\n    notesExample(shopId: $shopId, template: $template) {\n      text\n      lost\n      limit\n      placeholders\n      unknown\n    }\n  }\n"): (typeof documents)["\n  query NotesExample($shopId: ID!, $template: String!) {\n    notesExample(shopId: $shopId, template: $template) {\n      text\n      lost\n      limit\n      placeholders\n      unknown\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PreviewReport($shopId: ID!) {\n    previewReport(shopId: $shopId) {\n      same\n      differing\n      notFound\n      unclear\n      differences {\n        id\n        number\n        comparison {\n          vascoNumber\n          vascoYear\n          differences {\n            field\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query PreviewReport($shopId: ID!) {\n    previewReport(shopId: $shopId) {\n      same\n      differing\n      notFound\n      unclear\n      differences {\n        id\n        number\n        comparison {\n          vascoNumber\n          vascoYear\n          differences {\n            field\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Tasks($first: Int, $after: Cursor, $last: Int, $before: Cursor, $filter: TaskFilter) {\n    tasks(first: $first, after: $after, last: $last, before: $before, filter: $filter) {\n      nodes {\n        ...TaskParts\n        order {\n          id\n          number\n          customer\n          vascoNumber\n          vascoYear\n        }\n      }\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n"): (typeof documents)["\n  query Tasks($first: Int, $after: Cursor, $last: Int, $before: Cursor, $filter: TaskFilter) {\n    tasks(first: $first, after: $after, last: $last, before: $before, filter: $filter) {\n      nodes {\n        ...TaskParts\n        order {\n          id\n          number\n          customer\n          vascoNumber\n          vascoYear\n        }\n      }\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription TaskHappened($shopId: ID) {\n    eventAdded(filter: { shopId: $shopId, kinds: [\"task.opened\", \"task.resolved\"] }) {\n      cursor\n    }\n  }\n"): (typeof documents)["\n  subscription TaskHappened($shopId: ID) {\n    eventAdded(filter: { shopId: $shopId, kinds: [\"task.opened\", \"task.resolved\"] }) {\n      cursor\n    }\n  }\n"];
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
export function graphql(source: "\n  fragment FindingParts on Finding {\n    code\n    level\n    params {\n      name\n      value\n    }\n  }\n"): (typeof documents)["\n  fragment FindingParts on Finding {\n    code\n    level\n    params {\n      name\n      value\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment RunReasonParts on RunReason {\n    code\n    params {\n      name\n      value\n    }\n  }\n"): (typeof documents)["\n  fragment RunReasonParts on RunReason {\n    code\n    params {\n      name\n      value\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TaskParts on Task {\n    id\n    kind\n    taskState: state\n    openedAt\n    closedAt\n    closedBy\n    note\n    documentNumber\n    changes {\n      field\n      before\n      after\n    }\n    amounts {\n      rate\n      gross {\n        ...MoneyParts\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment TaskParts on Task {\n    id\n    kind\n    taskState: state\n    openedAt\n    closedAt\n    closedBy\n    note\n    documentNumber\n    changes {\n      field\n      before\n      after\n    }\n    amounts {\n      rate\n      gross {\n        ...MoneyParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResolveTask($input: ResolveTaskInput!) {\n    resolveTask(input: $input) {\n      task {\n        ...TaskParts\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ResolveTask($input: ResolveTaskInput!) {\n    resolveTask(input: $input) {\n      task {\n        ...TaskParts\n      }\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ShopChoices {\n    shops {\n      id\n      key\n      name\n      timezone\n    }\n  }\n"): (typeof documents)["\n  query ShopChoices {\n    shops {\n      id\n      key\n      name\n      timezone\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetArticleMapping($input: SetArticleMappingInput!) {\n    setArticleMapping(input: $input) {\n      articleMapping {\n        id\n        code\n        name\n        waitingOrders\n      }\n      releasedOrders\n      oldOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SetArticleMapping($input: SetArticleMappingInput!) {\n    setArticleMapping(input: $input) {\n      articleMapping {\n        id\n        code\n        name\n        waitingOrders\n      }\n      releasedOrders\n      oldOrders\n      userErrors {\n        ...UserErrorParts\n      }\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;