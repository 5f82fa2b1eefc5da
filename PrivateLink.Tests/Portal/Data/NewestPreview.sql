CREATE TABLE "__EFMigrationsLock" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY,
    "Timestamp" TEXT NOT NULL
);
CREATE TABLE "__EFMigrationsHistory" (
    "MigrationId" TEXT NOT NULL CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY,
    "ProductVersion" TEXT NOT NULL
);
CREATE TABLE "PolicyRevisions" (
    "Number" INTEGER NOT NULL CONSTRAINT "PK_PolicyRevisions" PRIMARY KEY,
    "CreatedAt" TEXT NOT NULL,
    "Summary" TEXT NOT NULL,
    "By" TEXT NOT NULL
);
CREATE TABLE "PrivateLinkServices" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_PrivateLinkServices" PRIMARY KEY,
    "Name" TEXT NOT NULL,
    "NormalizedName" TEXT COLLATE BINARY NOT NULL,
    "Cloud" INTEGER NOT NULL,
    "Region" TEXT NOT NULL,
    "Alias" TEXT NOT NULL,
    "Version" INTEGER NOT NULL,
    "CreatedAt" TEXT NOT NULL,
    "UpdatedAt" TEXT NOT NULL,
    "UpdatedBy" TEXT NOT NULL, "Acceptance" INTEGER NOT NULL DEFAULT 1, "Instructions" TEXT NULL, "Ports" TEXT NOT NULL DEFAULT '443', "PrivateDnsName" TEXT NULL, "Published" INTEGER NOT NULL DEFAULT 0, "SupportedRegions" TEXT NOT NULL DEFAULT '', "ZoneIds" TEXT NOT NULL DEFAULT '',
    CONSTRAINT "AK_PrivateLinkServices_Id_Cloud" UNIQUE ("Id", "Cloud")
);
CREATE TABLE "Tenants" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Tenants" PRIMARY KEY,
    "Name" TEXT NOT NULL,
    "NormalizedName" TEXT COLLATE BINARY NOT NULL,
    "Suspended" INTEGER NOT NULL,
    "Version" INTEGER NOT NULL,
    "CreatedAt" TEXT NOT NULL,
    "UpdatedAt" TEXT NOT NULL,
    "UpdatedBy" TEXT NOT NULL
);
CREATE TABLE "Upstreams" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Upstreams" PRIMARY KEY,
    "Name" TEXT NOT NULL,
    "NormalizedName" TEXT COLLATE BINARY NOT NULL,
    "Version" INTEGER NOT NULL,
    "CreatedAt" TEXT NOT NULL,
    "UpdatedAt" TEXT NOT NULL,
    "UpdatedBy" TEXT NOT NULL
, "SendProxyHeader" INTEGER NOT NULL DEFAULT 0);
CREATE TABLE "PrivateEndpoints" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_PrivateEndpoints" PRIMARY KEY,
    "TenantId" TEXT NOT NULL,
    "ServiceId" TEXT NOT NULL,
    "Cloud" INTEGER NOT NULL,
    "Enabled" INTEGER NOT NULL,
    "Version" INTEGER NOT NULL,
    "CreatedAt" TEXT NOT NULL,
    "UpdatedAt" TEXT NOT NULL,
    "UpdatedBy" TEXT NOT NULL, "LinkId" TEXT COLLATE BINARY NULL, "Account" TEXT NULL, "Address" TEXT NULL, "AllowedAt" TEXT NULL, "Claim" INTEGER NOT NULL DEFAULT 1, "ClaimedAt" TEXT NULL, "ClientRegion" TEXT NULL, "CreatedInCloudAt" TEXT NULL, "DnsAt" TEXT NULL, "Form" TEXT NULL, "Name" TEXT NOT NULL DEFAULT '', "Region" TEXT NOT NULL DEFAULT '', "ReplacesId" TEXT NULL, "RetiredAt" TEXT NULL, "State" INTEGER NOT NULL DEFAULT 2, "VerifiedAt" TEXT NULL, "ZonesAt" TEXT NULL, "SwitchedOffByCompany" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "AK_PrivateEndpoints_TenantId_Id" UNIQUE ("TenantId", "Id"),
    CONSTRAINT "FK_PrivateEndpoints_PrivateLinkServices_ServiceId_Cloud" FOREIGN KEY ("ServiceId", "Cloud") REFERENCES "PrivateLinkServices" ("Id", "Cloud") ON DELETE RESTRICT,
    CONSTRAINT "FK_PrivateEndpoints_Tenants_TenantId" FOREIGN KEY ("TenantId") REFERENCES "Tenants" ("Id") ON DELETE RESTRICT
);
CREATE TABLE "Resources" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Resources" PRIMARY KEY,
    "TenantId" TEXT NOT NULL,
    "Host" TEXT COLLATE BINARY NOT NULL,
    "Suffix" TEXT COLLATE BINARY NOT NULL,
    "Mode" INTEGER NOT NULL,
    "Enabled" INTEGER NOT NULL,
    "UpstreamId" TEXT NOT NULL,
    "Version" INTEGER NOT NULL,
    "CreatedAt" TEXT NOT NULL,
    "UpdatedAt" TEXT NOT NULL,
    "UpdatedBy" TEXT NOT NULL, "ModeSince" TEXT NULL, "SwitchedOffByCompany" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "AK_Resources_TenantId_Id" UNIQUE ("TenantId", "Id"),
    CONSTRAINT "CK_Resources_Mode" CHECK (Mode IN (1, 2, 3)),
    CONSTRAINT "FK_Resources_Tenants_TenantId" FOREIGN KEY ("TenantId") REFERENCES "Tenants" ("Id") ON DELETE RESTRICT,
    CONSTRAINT "FK_Resources_Upstreams_UpstreamId" FOREIGN KEY ("UpstreamId") REFERENCES "Upstreams" ("Id") ON DELETE RESTRICT
);
CREATE TABLE "UpstreamAddresses" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_UpstreamAddresses" PRIMARY KEY,
    "UpstreamId" TEXT NOT NULL,
    "Host" TEXT COLLATE BINARY NOT NULL,
    "Port" INTEGER NOT NULL,
    CONSTRAINT "FK_UpstreamAddresses_Upstreams_UpstreamId" FOREIGN KEY ("UpstreamId") REFERENCES "Upstreams" ("Id") ON DELETE CASCADE
);
CREATE TABLE "AllowedLinks" (
    "ResourceId" TEXT NOT NULL,
    "PrivateEndpointId" TEXT NOT NULL,
    "TenantId" TEXT NOT NULL,
    "Enabled" INTEGER NOT NULL, "SwitchedOffByCompany" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "PK_AllowedLinks" PRIMARY KEY ("ResourceId", "PrivateEndpointId"),
    CONSTRAINT "FK_AllowedLinks_PrivateEndpoints_TenantId_PrivateEndpointId" FOREIGN KEY ("TenantId", "PrivateEndpointId") REFERENCES "PrivateEndpoints" ("TenantId", "Id") ON DELETE RESTRICT,
    CONSTRAINT "FK_AllowedLinks_Resources_TenantId_ResourceId" FOREIGN KEY ("TenantId", "ResourceId") REFERENCES "Resources" ("TenantId", "Id") ON DELETE CASCADE
);
CREATE TABLE "ClaimObservations" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_ClaimObservations" PRIMARY KEY,
    "Name" TEXT COLLATE BINARY NOT NULL,
    "Listener" TEXT COLLATE BINARY NOT NULL,
    "EndpointAddress" TEXT NULL,
    "ClientAddress" TEXT NULL,
    "Cloud" INTEGER NOT NULL,
    "Service" TEXT COLLATE BINARY NOT NULL,
    "LinkId" TEXT COLLATE BINARY NOT NULL,
    "FirstSeen" TEXT NOT NULL,
    "LastSeen" TEXT NOT NULL,
    "Connections" INTEGER NOT NULL
);
CREATE TABLE "ConnectionRecords" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_ConnectionRecords" PRIMARY KEY,
    "Time" TEXT NOT NULL,
    "Node" TEXT COLLATE BINARY NOT NULL,
    "Listener" TEXT COLLATE BINARY NOT NULL,
    "Verdict" INTEGER NOT NULL,
    "Reason" INTEGER NOT NULL,
    "Detail" TEXT NULL,
    "Peer" TEXT NOT NULL,
    "Source" TEXT NULL,
    "Destination" TEXT NULL,
    "ClientKey" TEXT COLLATE BINARY NOT NULL,
    "LinkKind" INTEGER NOT NULL,
    "Cloud" INTEGER NULL,
    "LinkId" TEXT COLLATE BINARY NULL,
    "LinkTlv" TEXT NULL,
    "NestedCloud" INTEGER NULL,
    "NestedLinkId" TEXT COLLATE BINARY NULL,
    "ServerName" TEXT NULL,
    "Host" TEXT COLLATE BINARY NULL,
    "Alpn" TEXT NULL,
    "TlsVersions" TEXT NULL,
    "EchOffered" INTEGER NOT NULL,
    "PolicyRevision" INTEGER NOT NULL,
    "ResourceId" TEXT NULL,
    "TenantId" TEXT NULL,
    "Upstream" TEXT NULL,
    "HeaderMicroseconds" INTEGER NULL,
    "HelloMicroseconds" INTEGER NULL,
    "State" INTEGER NOT NULL,
    "CloseReason" INTEGER NULL,
    "BytesFromClient" INTEGER NULL,
    "BytesFromUpstream" INTEGER NULL,
    "ConnectMicroseconds" INTEGER NULL,
    "DurationMicroseconds" INTEGER NULL,
    "UpstreamAddress" TEXT NULL
, "FirstBytes" TEXT NULL);
CREATE TABLE "LinkObservations" (
    "Cloud" INTEGER NOT NULL,
    "Service" TEXT COLLATE BINARY NOT NULL,
    "LinkId" TEXT COLLATE BINARY NOT NULL,
    "Listener" TEXT COLLATE BINARY NOT NULL,
    "EndpointAddress" TEXT NULL,
    "ClientAddress" TEXT NULL,
    "Host" TEXT COLLATE BINARY NULL,
    "FirstSeen" TEXT NOT NULL,
    "LastSeen" TEXT NOT NULL,
    "Connections" INTEGER NOT NULL,
    CONSTRAINT "PK_LinkObservations" PRIMARY KEY ("LinkId", "Cloud", "Service")
);
CREATE TABLE "LinkSightings" (
    "Cloud" INTEGER NOT NULL,
    "Service" TEXT COLLATE BINARY NOT NULL,
    "LinkId" TEXT COLLATE BINARY NOT NULL,
    "ResourceId" TEXT NOT NULL,
    "TenantId" TEXT NOT NULL,
    "FirstMatched" TEXT NULL,
    "LastReason" INTEGER NOT NULL,
    "FirstSeen" TEXT NOT NULL,
    "LastSeen" TEXT NOT NULL,
    "Connections" INTEGER NOT NULL,
    CONSTRAINT "PK_LinkSightings" PRIMARY KEY ("LinkId", "Cloud", "Service", "ResourceId")
);
CREATE TABLE "RecordGaps" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_RecordGaps" PRIMARY KEY,
    "Node" TEXT COLLATE BINARY NOT NULL,
    "From" TEXT NOT NULL,
    "To" TEXT NOT NULL,
    "Allowed" INTEGER NOT NULL,
    "Denied" INTEGER NOT NULL,
    "Audited" INTEGER NOT NULL,
    "Probes" INTEGER NOT NULL,
    "Sampled" INTEGER NOT NULL
);
CREATE TABLE "Invitations" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Invitations" PRIMARY KEY,
    "TenantId" TEXT NULL,
    "Email" TEXT NOT NULL,
    "NormalizedEmail" TEXT COLLATE BINARY NOT NULL,
    "CompanyRole" INTEGER NULL,
    "TenantRole" INTEGER NULL,
    "TokenHash" TEXT COLLATE BINARY NOT NULL,
    "ExpiresAt" TEXT NOT NULL,
    "InvitedBy" TEXT NOT NULL,
    "ClosedAt" TEXT NULL,
    "AcceptedBy" TEXT NULL,
    "Version" INTEGER NOT NULL,
    "CreatedAt" TEXT NOT NULL,
    "UpdatedAt" TEXT NOT NULL,
    "UpdatedBy" TEXT NOT NULL, "InvitedById" TEXT NULL, "ProvesMailbox" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "CK_Invitations_Role" CHECK ((TenantId IS NULL AND CompanyRole IN (1, 2, 3) AND TenantRole IS NULL) OR (TenantId IS NOT NULL AND TenantRole IN (1, 2, 3) AND CompanyRole IS NULL)),
    CONSTRAINT "FK_Invitations_Tenants_TenantId" FOREIGN KEY ("TenantId") REFERENCES "Tenants" ("Id") ON DELETE RESTRICT
);
CREATE TABLE "People" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_People" PRIMARY KEY,
    "Name" TEXT NOT NULL,
    "CompanyRole" INTEGER NULL,
    "CreatedAt" TEXT NOT NULL,
    "LastSignInAt" TEXT NULL,
    "LastAuthenticatorStep" INTEGER NULL,
    "UserName" TEXT NOT NULL,
    "NormalizedUserName" TEXT COLLATE BINARY NOT NULL,
    "Email" TEXT NOT NULL,
    "NormalizedEmail" TEXT COLLATE BINARY NOT NULL,
    "EmailConfirmed" INTEGER NOT NULL,
    "PasswordHash" TEXT NULL,
    "SecurityStamp" TEXT NULL,
    "ConcurrencyStamp" TEXT NULL,
    "TwoFactorEnabled" INTEGER NOT NULL,
    "LockoutEnd" TEXT NULL,
    "LockoutEnabled" INTEGER NOT NULL,
    "AccessFailedCount" INTEGER NOT NULL, "CodesClosedUntil" TEXT NULL, "CodesTried" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "CK_People_CompanyRole" CHECK (CompanyRole IS NULL OR CompanyRole IN (1, 2, 3))
);
CREATE TABLE "TenantNotices" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_TenantNotices" PRIMARY KEY,
    "TenantId" TEXT NOT NULL,
    "Text" TEXT NOT NULL,
    "ReadAt" TEXT NULL,
    "Version" INTEGER NOT NULL,
    "CreatedAt" TEXT NOT NULL,
    "UpdatedAt" TEXT NOT NULL,
    "UpdatedBy" TEXT NOT NULL,
    CONSTRAINT "FK_TenantNotices_Tenants_TenantId" FOREIGN KEY ("TenantId") REFERENCES "Tenants" ("Id") ON DELETE RESTRICT
);
CREATE TABLE "Memberships" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Memberships" PRIMARY KEY,
    "TenantId" TEXT NOT NULL,
    "PersonId" TEXT NOT NULL,
    "Role" INTEGER NOT NULL,
    "Version" INTEGER NOT NULL,
    "CreatedAt" TEXT NOT NULL,
    "UpdatedAt" TEXT NOT NULL,
    "UpdatedBy" TEXT NOT NULL,
    CONSTRAINT "CK_Memberships_Role" CHECK (Role IN (1, 2, 3)),
    CONSTRAINT "FK_Memberships_People_PersonId" FOREIGN KEY ("PersonId") REFERENCES "People" ("Id") ON DELETE CASCADE,
    CONSTRAINT "FK_Memberships_Tenants_TenantId" FOREIGN KEY ("TenantId") REFERENCES "Tenants" ("Id") ON DELETE RESTRICT
);
CREATE TABLE "PersonPasskeys" (
    "CredentialId" BLOB NOT NULL CONSTRAINT "PK_PersonPasskeys" PRIMARY KEY,
    "UserId" TEXT NOT NULL,
    "Data" TEXT NOT NULL,
    CONSTRAINT "FK_PersonPasskeys_People_UserId" FOREIGN KEY ("UserId") REFERENCES "People" ("Id") ON DELETE CASCADE
);
CREATE TABLE "PersonSessions" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_PersonSessions" PRIMARY KEY,
    "PersonId" TEXT NOT NULL,
    "TenantId" TEXT NULL,
    "StartedAt" TEXT NOT NULL,
    "SeenAt" TEXT NOT NULL,
    "ExpiresAt" TEXT NOT NULL,
    "EndedAt" TEXT NULL,
    "Method" TEXT NOT NULL,
    "Browser" TEXT NOT NULL,
    "Address" TEXT NOT NULL,
    CONSTRAINT "FK_PersonSessions_People_PersonId" FOREIGN KEY ("PersonId") REFERENCES "People" ("Id") ON DELETE CASCADE
);
CREATE TABLE "PersonTokens" (
    "UserId" TEXT NOT NULL,
    "LoginProvider" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "Value" TEXT NULL,
    CONSTRAINT "PK_PersonTokens" PRIMARY KEY ("UserId", "LoginProvider", "Name"),
    CONSTRAINT "FK_PersonTokens_People_UserId" FOREIGN KEY ("UserId") REFERENCES "People" ("Id") ON DELETE CASCADE
);
CREATE TABLE "AuditEntries" (
    "Sequence" INTEGER NOT NULL CONSTRAINT "PK_AuditEntries" PRIMARY KEY,
    "Time" TEXT NOT NULL,
    "Actor" TEXT NOT NULL,
    "ActorId" TEXT NULL,
    "ActorTenantId" TEXT NULL,
    "Address" TEXT NULL,
    "TenantId" TEXT NULL,
    "Action" TEXT COLLATE BINARY NOT NULL,
    "TargetKind" TEXT COLLATE BINARY NOT NULL,
    "TargetId" TEXT NULL,
    "TargetName" TEXT NOT NULL,
    "Result" INTEGER NOT NULL,
    "Why" TEXT NULL,
    "Before" TEXT NULL,
    "After" TEXT NULL,
    "CorrelationId" TEXT NOT NULL,
    "PreviousHash" TEXT COLLATE BINARY NOT NULL,
    "Hash" TEXT COLLATE BINARY NOT NULL
, "SessionId" TEXT NULL);
CREATE TABLE "DataProtectionKeys" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_DataProtectionKeys" PRIMARY KEY AUTOINCREMENT,
    "FriendlyName" TEXT NULL,
    "Xml" TEXT NULL
);
CREATE TABLE "ClaimTickets" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_ClaimTickets" PRIMARY KEY,
    "TenantId" TEXT NOT NULL,
    "PrivateEndpointId" TEXT NOT NULL,
    "Name" TEXT COLLATE BINARY NOT NULL,
    "ExpiresAt" TEXT NOT NULL,
    "ConfirmedAt" TEXT NULL,
    "Version" INTEGER NOT NULL,
    "CreatedAt" TEXT NOT NULL,
    "UpdatedAt" TEXT NOT NULL,
    "UpdatedBy" TEXT NOT NULL,
    CONSTRAINT "FK_ClaimTickets_PrivateEndpoints_TenantId_PrivateEndpointId" FOREIGN KEY ("TenantId", "PrivateEndpointId") REFERENCES "PrivateEndpoints" ("TenantId", "Id") ON DELETE CASCADE
);
CREATE TABLE "EnforcementTrials" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_EnforcementTrials" PRIMARY KEY,
    "TenantId" TEXT NOT NULL,
    "ResourceId" TEXT NOT NULL,
    "StartedAt" TEXT NOT NULL,
    "Deadline" TEXT NOT NULL,
    "StartedBy" TEXT NOT NULL,
    "EndedAt" TEXT NULL,
    "Outcome" INTEGER NULL,
    "Version" INTEGER NOT NULL,
    "CreatedAt" TEXT NOT NULL,
    "UpdatedAt" TEXT NOT NULL,
    "UpdatedBy" TEXT NOT NULL,
    CONSTRAINT "FK_EnforcementTrials_Resources_TenantId_ResourceId" FOREIGN KEY ("TenantId", "ResourceId") REFERENCES "Resources" ("TenantId", "Id") ON DELETE CASCADE
);
CREATE TABLE "ResourceAliases" (
    "ResourceId" TEXT NOT NULL,
    "Host" TEXT COLLATE BINARY NOT NULL,
    "TenantId" TEXT NOT NULL,
    "Suffix" TEXT COLLATE BINARY NOT NULL,
    CONSTRAINT "PK_ResourceAliases" PRIMARY KEY ("ResourceId", "Host"),
    CONSTRAINT "FK_ResourceAliases_Resources_TenantId_ResourceId" FOREIGN KEY ("TenantId", "ResourceId") REFERENCES "Resources" ("TenantId", "Id") ON DELETE CASCADE
);
CREATE TABLE "SavedViews" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_SavedViews" PRIMARY KEY,
    "PersonId" TEXT NOT NULL,
    "Page" TEXT COLLATE BINARY NOT NULL,
    "Name" TEXT NOT NULL,
    "NormalizedName" TEXT COLLATE BINARY NOT NULL,
    "Query" TEXT NOT NULL,
    CONSTRAINT "FK_SavedViews_People_PersonId" FOREIGN KEY ("PersonId") REFERENCES "People" ("Id") ON DELETE CASCADE
);
CREATE TABLE "HourlyRollUps" (
    "Id" TEXT NOT NULL,
    "Hour" TEXT NOT NULL,
    "TenantId" TEXT NULL,
    "ResourceId" TEXT NULL,
    "Listener" TEXT COLLATE BINARY NOT NULL,
    "Cloud" INTEGER NULL,
    "LinkId" TEXT COLLATE BINARY NULL,
    "Verdict" INTEGER NOT NULL,
    "Reason" INTEGER NOT NULL,
    "Connections" INTEGER NOT NULL,
    "BytesFromClient" INTEGER NOT NULL,
    "BytesFromUpstream" INTEGER NOT NULL,
    "Sources" TEXT NOT NULL,
    CONSTRAINT "PK_HourlyRollUps" PRIMARY KEY ("Hour", "Id")
);
CREATE TABLE "SumProgress" (
    "RunId" TEXT NOT NULL,
    "Kind" INTEGER NOT NULL,
    "Through" INTEGER NOT NULL,
    "ChangedAt" TEXT NOT NULL,
    CONSTRAINT "PK_SumProgress" PRIMARY KEY ("RunId", "Kind")
);
CREATE TABLE "Installations" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Installations" PRIMARY KEY,
    "ClockSeenAt" TEXT NULL
);
CREATE TABLE "Heartbeats" (
    "Node" TEXT COLLATE BINARY NOT NULL CONSTRAINT "PK_Heartbeats" PRIMARY KEY,
    "Time" TEXT NOT NULL
);
CREATE INDEX "IX_AllowedLinks_TenantId_PrivateEndpointId" ON "AllowedLinks" ("TenantId", "PrivateEndpointId");
CREATE INDEX "IX_AllowedLinks_TenantId_ResourceId" ON "AllowedLinks" ("TenantId", "ResourceId");
CREATE INDEX "IX_PrivateEndpoints_ServiceId_Cloud" ON "PrivateEndpoints" ("ServiceId", "Cloud");
CREATE UNIQUE INDEX "IX_PrivateLinkServices_NormalizedName" ON "PrivateLinkServices" ("NormalizedName");
CREATE UNIQUE INDEX "IX_Resources_Host" ON "Resources" ("Host");
CREATE INDEX "IX_Resources_Suffix" ON "Resources" ("Suffix");
CREATE INDEX "IX_Resources_UpstreamId" ON "Resources" ("UpstreamId");
CREATE UNIQUE INDEX "IX_Tenants_NormalizedName" ON "Tenants" ("NormalizedName");
CREATE UNIQUE INDEX "IX_UpstreamAddresses_UpstreamId_Host_Port" ON "UpstreamAddresses" ("UpstreamId", "Host", "Port");
CREATE UNIQUE INDEX "IX_Upstreams_NormalizedName" ON "Upstreams" ("NormalizedName");
CREATE UNIQUE INDEX "IX_ClaimObservations_LinkId_Cloud_Service_Name" ON "ClaimObservations" ("LinkId", "Cloud", "Service", "Name");
CREATE INDEX "IX_ClaimObservations_Name" ON "ClaimObservations" ("Name");
CREATE INDEX "IX_ConnectionRecords_LinkId_Id" ON "ConnectionRecords" ("LinkId", "Id");
CREATE INDEX "IX_ConnectionRecords_Node" ON "ConnectionRecords" ("Node") WHERE State = 1;
CREATE INDEX "IX_ConnectionRecords_TenantId_Id" ON "ConnectionRecords" ("TenantId", "Id");
CREATE INDEX "IX_LinkSightings_TenantId" ON "LinkSightings" ("TenantId");
CREATE INDEX "IX_RecordGaps_To" ON "RecordGaps" ("To");
CREATE INDEX "IX_Invitations_TenantId_NormalizedEmail" ON "Invitations" ("TenantId", "NormalizedEmail");
CREATE UNIQUE INDEX "IX_Invitations_TokenHash" ON "Invitations" ("TokenHash");
CREATE INDEX "IX_Memberships_PersonId" ON "Memberships" ("PersonId");
CREATE UNIQUE INDEX "IX_Memberships_TenantId_PersonId" ON "Memberships" ("TenantId", "PersonId");
CREATE UNIQUE INDEX "IX_People_NormalizedEmail" ON "People" ("NormalizedEmail");
CREATE UNIQUE INDEX "IX_People_NormalizedUserName" ON "People" ("NormalizedUserName");
CREATE INDEX "IX_PersonPasskeys_UserId" ON "PersonPasskeys" ("UserId");
CREATE INDEX "IX_PersonSessions_PersonId" ON "PersonSessions" ("PersonId");
CREATE INDEX "IX_TenantNotices_TenantId" ON "TenantNotices" ("TenantId");
CREATE INDEX "IX_AuditEntries_TargetId_Sequence" ON "AuditEntries" ("TargetId", "Sequence");
CREATE INDEX "IX_AuditEntries_TenantId_Sequence" ON "AuditEntries" ("TenantId", "Sequence");
CREATE UNIQUE INDEX "IX_PrivateEndpoints_Proven" ON "PrivateEndpoints" ("ServiceId", "LinkId") WHERE Claim = 3 AND LinkId IS NOT NULL AND State <> 7;
CREATE UNIQUE INDEX "IX_PrivateEndpoints_TenantId_ServiceId_LinkId" ON "PrivateEndpoints" ("TenantId", "ServiceId", "LinkId") WHERE LinkId IS NOT NULL AND State <> 7;
CREATE UNIQUE INDEX "IX_ClaimTickets_Name" ON "ClaimTickets" ("Name");
CREATE INDEX "IX_ClaimTickets_TenantId_PrivateEndpointId" ON "ClaimTickets" ("TenantId", "PrivateEndpointId");
CREATE INDEX "IX_EnforcementTrials_Deadline" ON "EnforcementTrials" ("Deadline") WHERE Outcome IS NULL;
CREATE UNIQUE INDEX "IX_EnforcementTrials_ResourceId" ON "EnforcementTrials" ("ResourceId") WHERE Outcome IS NULL;
CREATE INDEX "IX_EnforcementTrials_TenantId_ResourceId" ON "EnforcementTrials" ("TenantId", "ResourceId");
CREATE UNIQUE INDEX "IX_ResourceAliases_Host" ON "ResourceAliases" ("Host");
CREATE INDEX "IX_ResourceAliases_Suffix" ON "ResourceAliases" ("Suffix");
CREATE INDEX "IX_ResourceAliases_TenantId_ResourceId" ON "ResourceAliases" ("TenantId", "ResourceId");
CREATE UNIQUE INDEX "IX_SavedViews_PersonId_Page_NormalizedName" ON "SavedViews" ("PersonId", "Page", "NormalizedName");
CREATE INDEX "IX_Invitations_InvitedById" ON "Invitations" ("InvitedById");
CREATE INDEX "IX_HourlyRollUps_TenantId_Hour" ON "HourlyRollUps" ("TenantId", "Hour");
CREATE INDEX "IX_SumProgress_ChangedAt" ON "SumProgress" ("ChangedAt");
CREATE TRIGGER "TR_AuditEntries_AppendOnly_Update" BEFORE UPDATE ON "AuditEntries"
BEGIN
    SELECT RAISE(ABORT, 'The audit log is append-only: entries are neither changed nor deleted.');
END;
CREATE TRIGGER "TR_AuditEntries_AppendOnly_Delete" BEFORE DELETE ON "AuditEntries"
BEGIN
    SELECT RAISE(ABORT, 'The audit log is append-only: entries are neither changed nor deleted.');
END;
CREATE TRIGGER "TR_AuditEntries_AppendOnly_Replace" BEFORE INSERT ON "AuditEntries"
WHEN EXISTS (SELECT 1 FROM "AuditEntries" WHERE "Sequence" = NEW."Sequence")
BEGIN
    SELECT RAISE(ABORT, 'The audit log is append-only: this entry exists.');
END;
INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES
    ('20261123151841_Initial', '10.0.15'),
    ('20261123160600_UpstreamProxyHeader', '10.0.15'),
    ('20261123163806_Records', '10.0.15'),
    ('20261127112807_People', '10.0.15'),
    ('20261127115617_AuditTrail', '10.0.15'),
    ('20261127115808_Onboarding', '10.0.15'),
    ('20261127174000_ConnectionBytesAndNames', '10.0.15'),
    ('20261127211457_InvitationSender', '10.0.15'),
    ('20261130050716_RecordSums', '10.0.15'),
    ('20261130053000_Installation', '10.0.15'),
    ('20261130054019_ProvenMailboxes', '10.0.15'),
    ('20261130055845_AuditSessions', '10.0.15'),
    ('20261130060000_CompanySwitches', '10.0.15'),
    ('20261130060305_Heartbeats', '10.0.15');
INSERT INTO "Installations" ("Id") VALUES ('8CD0CF45-D1E6-6513-5894-A325DF7197F0');
INSERT INTO "Tenants" ("Id", "Name", "NormalizedName", "Suspended", "Version", "CreatedAt", "UpdatedAt", "UpdatedBy")
VALUES ('01900000-0000-7000-8000-000000000001', 'Megacorp', 'MEGACORP', 0, 1, '2026-01-01', '2026-01-01', 'ada');
