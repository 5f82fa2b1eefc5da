using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PrivateLink.Portal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AuditEntries",
                columns: table => new
                {
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    Time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Actor = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    ActorId = table.Column<Guid>(type: "TEXT", nullable: true),
                    ActorTenantId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Address = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true),
                    SessionId = table.Column<Guid>(type: "TEXT", nullable: true),
                    TenantId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Action = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false, collation: "BINARY"),
                    TargetKind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: false, collation: "BINARY"),
                    TargetId = table.Column<Guid>(type: "TEXT", nullable: true),
                    TargetName = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    Result = table.Column<int>(type: "INTEGER", nullable: false),
                    Why = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Before = table.Column<string>(type: "TEXT", maxLength: 200000, nullable: true),
                    After = table.Column<string>(type: "TEXT", maxLength: 200000, nullable: true),
                    CorrelationId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    PreviousHash = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false, collation: "BINARY"),
                    Hash = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false, collation: "BINARY")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditEntries", x => x.Sequence);
                });

            migrationBuilder.CreateTable(
                name: "ClaimObservations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false, collation: "BINARY"),
                    Listener = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false, collation: "BINARY"),
                    EndpointAddress = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true),
                    ClientAddress = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true),
                    Cloud = table.Column<int>(type: "INTEGER", nullable: false),
                    Service = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false, collation: "BINARY"),
                    LinkId = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false, collation: "BINARY"),
                    FirstSeen = table.Column<DateTime>(type: "TEXT", nullable: false),
                    LastSeen = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Connections = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ClaimObservations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ConnectionRecords",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Time = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Node = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false, collation: "BINARY"),
                    Listener = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false, collation: "BINARY"),
                    Verdict = table.Column<int>(type: "INTEGER", nullable: false),
                    Reason = table.Column<int>(type: "INTEGER", nullable: false),
                    Detail = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Peer = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    Source = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true),
                    Destination = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true),
                    ClientKey = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: false, collation: "BINARY"),
                    LinkKind = table.Column<int>(type: "INTEGER", nullable: false),
                    Cloud = table.Column<int>(type: "INTEGER", nullable: true),
                    LinkId = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true, collation: "BINARY"),
                    LinkTlv = table.Column<string>(type: "TEXT", unicode: false, maxLength: 1024, nullable: true),
                    FirstBytes = table.Column<string>(type: "TEXT", unicode: false, maxLength: 1024, nullable: true),
                    NestedCloud = table.Column<int>(type: "INTEGER", nullable: true),
                    NestedLinkId = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true, collation: "BINARY"),
                    ServerName = table.Column<string>(type: "TEXT", maxLength: 1024, nullable: true),
                    Host = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true, collation: "BINARY"),
                    Alpn = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true),
                    TlsVersions = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    EchOffered = table.Column<bool>(type: "INTEGER", nullable: false),
                    PolicyRevision = table.Column<long>(type: "INTEGER", nullable: false),
                    ResourceId = table.Column<Guid>(type: "TEXT", nullable: true),
                    TenantId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Upstream = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    HeaderMicroseconds = table.Column<long>(type: "INTEGER", nullable: true),
                    HelloMicroseconds = table.Column<long>(type: "INTEGER", nullable: true),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    CloseReason = table.Column<int>(type: "INTEGER", nullable: true),
                    BytesFromClient = table.Column<long>(type: "INTEGER", nullable: true),
                    BytesFromUpstream = table.Column<long>(type: "INTEGER", nullable: true),
                    ConnectMicroseconds = table.Column<long>(type: "INTEGER", nullable: true),
                    DurationMicroseconds = table.Column<long>(type: "INTEGER", nullable: true),
                    UpstreamAddress = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ConnectionRecords", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DataProtectionKeys",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    FriendlyName = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    Xml = table.Column<string>(type: "TEXT", maxLength: 20000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DataProtectionKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Heartbeats",
                columns: table => new
                {
                    Node = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false, collation: "BINARY"),
                    Time = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Heartbeats", x => x.Node);
                });

            migrationBuilder.CreateTable(
                name: "HourlyRollUps",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Hour = table.Column<DateTime>(type: "TEXT", nullable: false),
                    TenantId = table.Column<Guid>(type: "TEXT", nullable: true),
                    ResourceId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Listener = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false, collation: "BINARY"),
                    Cloud = table.Column<int>(type: "INTEGER", nullable: true),
                    LinkId = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true, collation: "BINARY"),
                    Verdict = table.Column<int>(type: "INTEGER", nullable: false),
                    Reason = table.Column<int>(type: "INTEGER", nullable: false),
                    Connections = table.Column<long>(type: "INTEGER", nullable: false),
                    BytesFromClient = table.Column<long>(type: "INTEGER", nullable: false),
                    BytesFromUpstream = table.Column<long>(type: "INTEGER", nullable: false),
                    Sources = table.Column<string>(type: "TEXT", unicode: false, maxLength: 1200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HourlyRollUps", x => new { x.Hour, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "Installations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ClockSeenAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Installations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "LinkObservations",
                columns: table => new
                {
                    Cloud = table.Column<int>(type: "INTEGER", nullable: false),
                    Service = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false, collation: "BINARY"),
                    LinkId = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false, collation: "BINARY"),
                    Listener = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false, collation: "BINARY"),
                    EndpointAddress = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true),
                    ClientAddress = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true),
                    Host = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true, collation: "BINARY"),
                    FirstSeen = table.Column<DateTime>(type: "TEXT", nullable: false),
                    LastSeen = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Connections = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LinkObservations", x => new { x.LinkId, x.Cloud, x.Service });
                });

            migrationBuilder.CreateTable(
                name: "LinkSightings",
                columns: table => new
                {
                    Cloud = table.Column<int>(type: "INTEGER", nullable: false),
                    Service = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false, collation: "BINARY"),
                    LinkId = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false, collation: "BINARY"),
                    ResourceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TenantId = table.Column<Guid>(type: "TEXT", nullable: false),
                    FirstMatched = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LastReason = table.Column<int>(type: "INTEGER", nullable: false),
                    FirstSeen = table.Column<DateTime>(type: "TEXT", nullable: false),
                    LastSeen = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Connections = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LinkSightings", x => new { x.LinkId, x.Cloud, x.Service, x.ResourceId });
                });

            migrationBuilder.CreateTable(
                name: "People",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    CompanyRole = table.Column<int>(type: "INTEGER", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    LastSignInAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LastAuthenticatorStep = table.Column<long>(type: "INTEGER", nullable: true),
                    CodesTried = table.Column<int>(type: "INTEGER", nullable: false),
                    CodesClosedUntil = table.Column<DateTime>(type: "TEXT", nullable: true),
                    UserName = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    NormalizedUserName = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false, collation: "BINARY"),
                    Email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    NormalizedEmail = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false, collation: "BINARY"),
                    EmailConfirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    PasswordHash = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    SecurityStamp = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    ConcurrencyStamp = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    TwoFactorEnabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    LockoutEnd = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LockoutEnabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    AccessFailedCount = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_People", x => x.Id);
                    table.CheckConstraint("CK_People_CompanyRole", "CompanyRole IS NULL OR CompanyRole IN (1, 2, 3)");
                });

            migrationBuilder.CreateTable(
                name: "PolicyRevisions",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Summary = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PolicyRevisions", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "PrivateLinkServices",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    NormalizedName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false, collation: "BINARY"),
                    Cloud = table.Column<int>(type: "INTEGER", nullable: false),
                    Region = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Alias = table.Column<string>(type: "TEXT", maxLength: 512, nullable: false),
                    ZoneIds = table.Column<string>(type: "TEXT", unicode: false, maxLength: 1000, nullable: false),
                    SupportedRegions = table.Column<string>(type: "TEXT", unicode: false, maxLength: 1000, nullable: false),
                    Ports = table.Column<string>(type: "TEXT", unicode: false, maxLength: 1000, nullable: false, defaultValue: "443"),
                    Acceptance = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 1),
                    PrivateDnsName = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true),
                    Instructions = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    Published = table.Column<bool>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UpdatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UpdatedBy = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PrivateLinkServices", x => x.Id);
                    table.UniqueConstraint("AK_PrivateLinkServices_Id_Cloud", x => new { x.Id, x.Cloud });
                });

            migrationBuilder.CreateTable(
                name: "RecordGaps",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Node = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false, collation: "BINARY"),
                    From = table.Column<DateTime>(type: "TEXT", nullable: false),
                    To = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Allowed = table.Column<long>(type: "INTEGER", nullable: false),
                    Denied = table.Column<long>(type: "INTEGER", nullable: false),
                    Audited = table.Column<long>(type: "INTEGER", nullable: false),
                    Probes = table.Column<long>(type: "INTEGER", nullable: false),
                    Sampled = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RecordGaps", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SumProgress",
                columns: table => new
                {
                    RunId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    Through = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SumProgress", x => new { x.RunId, x.Kind });
                });

            migrationBuilder.CreateTable(
                name: "Tenants",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    NormalizedName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false, collation: "BINARY"),
                    Suspended = table.Column<bool>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UpdatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UpdatedBy = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Tenants", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Upstreams",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    NormalizedName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false, collation: "BINARY"),
                    SendProxyHeader = table.Column<bool>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UpdatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UpdatedBy = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Upstreams", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PersonPasskeys",
                columns: table => new
                {
                    CredentialId = table.Column<byte[]>(type: "BLOB", maxLength: 767, nullable: false),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Data = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PersonPasskeys", x => x.CredentialId);
                    table.ForeignKey(
                        name: "FK_PersonPasskeys_People_UserId",
                        column: x => x.UserId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PersonSessions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TenantId = table.Column<Guid>(type: "TEXT", nullable: true),
                    StartedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    SeenAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Method = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Browser = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Address = table.Column<string>(type: "TEXT", maxLength: 45, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PersonSessions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PersonSessions_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PersonTokens",
                columns: table => new
                {
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    LoginProvider = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Value = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PersonTokens", x => new { x.UserId, x.LoginProvider, x.Name });
                    table.ForeignKey(
                        name: "FK_PersonTokens_People_UserId",
                        column: x => x.UserId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SavedViews",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Page = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false, collation: "BINARY"),
                    Name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    NormalizedName = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false, collation: "BINARY"),
                    Query = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SavedViews", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SavedViews_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Invitations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    TenantId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    NormalizedEmail = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false, collation: "BINARY"),
                    CompanyRole = table.Column<int>(type: "INTEGER", nullable: true),
                    TenantRole = table.Column<int>(type: "INTEGER", nullable: true),
                    TokenHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false, collation: "BINARY"),
                    ProvesMailbox = table.Column<bool>(type: "INTEGER", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    InvitedBy = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    InvitedById = table.Column<Guid>(type: "TEXT", nullable: true),
                    ClosedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    AcceptedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UpdatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UpdatedBy = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Invitations", x => x.Id);
                    table.CheckConstraint("CK_Invitations_Role", "(TenantId IS NULL AND CompanyRole IN (1, 2, 3) AND TenantRole IS NULL) OR (TenantId IS NOT NULL AND TenantRole IN (1, 2, 3) AND CompanyRole IS NULL)");
                    table.ForeignKey(
                        name: "FK_Invitations_Tenants_TenantId",
                        column: x => x.TenantId,
                        principalTable: "Tenants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Memberships",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    TenantId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Role = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UpdatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UpdatedBy = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Memberships", x => x.Id);
                    table.CheckConstraint("CK_Memberships_Role", "Role IN (1, 2, 3)");
                    table.ForeignKey(
                        name: "FK_Memberships_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Memberships_Tenants_TenantId",
                        column: x => x.TenantId,
                        principalTable: "Tenants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PrivateEndpoints",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    TenantId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ServiceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Cloud = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    LinkId = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true, collation: "BINARY"),
                    State = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 2),
                    Claim = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 1),
                    ClaimedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    VerifiedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    RetiredAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    SwitchedOffByCompany = table.Column<bool>(type: "INTEGER", nullable: false),
                    Region = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ClientRegion = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Account = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    AllowedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Form = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    ZonesAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    CreatedInCloudAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DnsAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Address = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true),
                    ReplacesId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UpdatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UpdatedBy = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PrivateEndpoints", x => x.Id);
                    table.UniqueConstraint("AK_PrivateEndpoints_TenantId_Id", x => new { x.TenantId, x.Id });
                    table.ForeignKey(
                        name: "FK_PrivateEndpoints_PrivateLinkServices_ServiceId_Cloud",
                        columns: x => new { x.ServiceId, x.Cloud },
                        principalTable: "PrivateLinkServices",
                        principalColumns: new[] { "Id", "Cloud" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_PrivateEndpoints_Tenants_TenantId",
                        column: x => x.TenantId,
                        principalTable: "Tenants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "TenantNotices",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    TenantId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 600, nullable: false),
                    ReadAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UpdatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UpdatedBy = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TenantNotices", x => x.Id);
                    table.ForeignKey(
                        name: "FK_TenantNotices_Tenants_TenantId",
                        column: x => x.TenantId,
                        principalTable: "Tenants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Resources",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    TenantId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Host = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false, collation: "BINARY"),
                    Suffix = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false, collation: "BINARY"),
                    Mode = table.Column<int>(type: "INTEGER", nullable: false),
                    ModeSince = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    SwitchedOffByCompany = table.Column<bool>(type: "INTEGER", nullable: false),
                    UpstreamId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UpdatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UpdatedBy = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Resources", x => x.Id);
                    table.UniqueConstraint("AK_Resources_TenantId_Id", x => new { x.TenantId, x.Id });
                    table.CheckConstraint("CK_Resources_Mode", "Mode IN (1, 2, 3)");
                    table.ForeignKey(
                        name: "FK_Resources_Tenants_TenantId",
                        column: x => x.TenantId,
                        principalTable: "Tenants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Resources_Upstreams_UpstreamId",
                        column: x => x.UpstreamId,
                        principalTable: "Upstreams",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "UpstreamAddresses",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    UpstreamId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Host = table.Column<string>(type: "TEXT", maxLength: 253, nullable: false, collation: "BINARY"),
                    Port = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UpstreamAddresses", x => x.Id);
                    table.ForeignKey(
                        name: "FK_UpstreamAddresses_Upstreams_UpstreamId",
                        column: x => x.UpstreamId,
                        principalTable: "Upstreams",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ClaimTickets",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    TenantId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PrivateEndpointId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false, collation: "BINARY"),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ConfirmedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UpdatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UpdatedBy = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ClaimTickets", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ClaimTickets_PrivateEndpoints_TenantId_PrivateEndpointId",
                        columns: x => new { x.TenantId, x.PrivateEndpointId },
                        principalTable: "PrivateEndpoints",
                        principalColumns: new[] { "TenantId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AllowedLinks",
                columns: table => new
                {
                    ResourceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PrivateEndpointId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TenantId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    SwitchedOffByCompany = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AllowedLinks", x => new { x.ResourceId, x.PrivateEndpointId });
                    table.ForeignKey(
                        name: "FK_AllowedLinks_PrivateEndpoints_TenantId_PrivateEndpointId",
                        columns: x => new { x.TenantId, x.PrivateEndpointId },
                        principalTable: "PrivateEndpoints",
                        principalColumns: new[] { "TenantId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_AllowedLinks_Resources_TenantId_ResourceId",
                        columns: x => new { x.TenantId, x.ResourceId },
                        principalTable: "Resources",
                        principalColumns: new[] { "TenantId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "EnforcementTrials",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    TenantId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ResourceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Deadline = table.Column<DateTime>(type: "TEXT", nullable: false),
                    StartedBy = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Outcome = table.Column<int>(type: "INTEGER", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UpdatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UpdatedBy = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EnforcementTrials", x => x.Id);
                    table.ForeignKey(
                        name: "FK_EnforcementTrials_Resources_TenantId_ResourceId",
                        columns: x => new { x.TenantId, x.ResourceId },
                        principalTable: "Resources",
                        principalColumns: new[] { "TenantId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ResourceAliases",
                columns: table => new
                {
                    ResourceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Host = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false, collation: "BINARY"),
                    TenantId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Suffix = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false, collation: "BINARY")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ResourceAliases", x => new { x.ResourceId, x.Host });
                    table.ForeignKey(
                        name: "FK_ResourceAliases_Resources_TenantId_ResourceId",
                        columns: x => new { x.TenantId, x.ResourceId },
                        principalTable: "Resources",
                        principalColumns: new[] { "TenantId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AllowedLinks_TenantId_PrivateEndpointId",
                table: "AllowedLinks",
                columns: new[] { "TenantId", "PrivateEndpointId" });

            migrationBuilder.CreateIndex(
                name: "IX_AllowedLinks_TenantId_ResourceId",
                table: "AllowedLinks",
                columns: new[] { "TenantId", "ResourceId" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_TargetId_Sequence",
                table: "AuditEntries",
                columns: new[] { "TargetId", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_TenantId_Sequence",
                table: "AuditEntries",
                columns: new[] { "TenantId", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_ClaimObservations_LinkId_Cloud_Service_Name",
                table: "ClaimObservations",
                columns: new[] { "LinkId", "Cloud", "Service", "Name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ClaimObservations_Name",
                table: "ClaimObservations",
                column: "Name");

            migrationBuilder.CreateIndex(
                name: "IX_ClaimTickets_Name",
                table: "ClaimTickets",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ClaimTickets_TenantId_PrivateEndpointId",
                table: "ClaimTickets",
                columns: new[] { "TenantId", "PrivateEndpointId" });

            migrationBuilder.CreateIndex(
                name: "IX_ConnectionRecords_LinkId_Id",
                table: "ConnectionRecords",
                columns: new[] { "LinkId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ConnectionRecords_Node",
                table: "ConnectionRecords",
                column: "Node",
                filter: "State = 1");

            migrationBuilder.CreateIndex(
                name: "IX_ConnectionRecords_TenantId_Id",
                table: "ConnectionRecords",
                columns: new[] { "TenantId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_EnforcementTrials_Deadline",
                table: "EnforcementTrials",
                column: "Deadline",
                filter: "Outcome IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_EnforcementTrials_ResourceId",
                table: "EnforcementTrials",
                column: "ResourceId",
                unique: true,
                filter: "Outcome IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_EnforcementTrials_TenantId_ResourceId",
                table: "EnforcementTrials",
                columns: new[] { "TenantId", "ResourceId" });

            migrationBuilder.CreateIndex(
                name: "IX_HourlyRollUps_TenantId_Hour",
                table: "HourlyRollUps",
                columns: new[] { "TenantId", "Hour" });

            migrationBuilder.CreateIndex(
                name: "IX_Invitations_InvitedById",
                table: "Invitations",
                column: "InvitedById");

            migrationBuilder.CreateIndex(
                name: "IX_Invitations_TenantId_NormalizedEmail",
                table: "Invitations",
                columns: new[] { "TenantId", "NormalizedEmail" });

            migrationBuilder.CreateIndex(
                name: "IX_Invitations_TokenHash",
                table: "Invitations",
                column: "TokenHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LinkSightings_TenantId",
                table: "LinkSightings",
                column: "TenantId");

            migrationBuilder.CreateIndex(
                name: "IX_Memberships_PersonId",
                table: "Memberships",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_Memberships_TenantId_PersonId",
                table: "Memberships",
                columns: new[] { "TenantId", "PersonId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_People_NormalizedEmail",
                table: "People",
                column: "NormalizedEmail",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_People_NormalizedUserName",
                table: "People",
                column: "NormalizedUserName",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PersonPasskeys_UserId",
                table: "PersonPasskeys",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_PersonSessions_PersonId",
                table: "PersonSessions",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_PrivateEndpoints_Proven",
                table: "PrivateEndpoints",
                columns: new[] { "ServiceId", "LinkId" },
                unique: true,
                filter: "Claim = 3 AND LinkId IS NOT NULL AND State <> 7");

            migrationBuilder.CreateIndex(
                name: "IX_PrivateEndpoints_ServiceId_Cloud",
                table: "PrivateEndpoints",
                columns: new[] { "ServiceId", "Cloud" });

            migrationBuilder.CreateIndex(
                name: "IX_PrivateEndpoints_TenantId_ServiceId_LinkId",
                table: "PrivateEndpoints",
                columns: new[] { "TenantId", "ServiceId", "LinkId" },
                unique: true,
                filter: "LinkId IS NOT NULL AND State <> 7");

            migrationBuilder.CreateIndex(
                name: "IX_PrivateLinkServices_NormalizedName",
                table: "PrivateLinkServices",
                column: "NormalizedName",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RecordGaps_To",
                table: "RecordGaps",
                column: "To");

            migrationBuilder.CreateIndex(
                name: "IX_ResourceAliases_Host",
                table: "ResourceAliases",
                column: "Host",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ResourceAliases_Suffix",
                table: "ResourceAliases",
                column: "Suffix");

            migrationBuilder.CreateIndex(
                name: "IX_ResourceAliases_TenantId_ResourceId",
                table: "ResourceAliases",
                columns: new[] { "TenantId", "ResourceId" });

            migrationBuilder.CreateIndex(
                name: "IX_Resources_Host",
                table: "Resources",
                column: "Host",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Resources_Suffix",
                table: "Resources",
                column: "Suffix");

            migrationBuilder.CreateIndex(
                name: "IX_Resources_UpstreamId",
                table: "Resources",
                column: "UpstreamId");

            migrationBuilder.CreateIndex(
                name: "IX_SavedViews_PersonId_Page_NormalizedName",
                table: "SavedViews",
                columns: new[] { "PersonId", "Page", "NormalizedName" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SumProgress_ChangedAt",
                table: "SumProgress",
                column: "ChangedAt");

            migrationBuilder.CreateIndex(
                name: "IX_TenantNotices_TenantId",
                table: "TenantNotices",
                column: "TenantId");

            migrationBuilder.CreateIndex(
                name: "IX_Tenants_NormalizedName",
                table: "Tenants",
                column: "NormalizedName",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_UpstreamAddresses_UpstreamId_Host_Port",
                table: "UpstreamAddresses",
                columns: new[] { "UpstreamId", "Host", "Port" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Upstreams_NormalizedName",
                table: "Upstreams",
                column: "NormalizedName",
                unique: true);

            migrationBuilder.Sql(
                """
                CREATE TRIGGER "TR_AuditEntries_AppendOnly_Update" BEFORE UPDATE ON "AuditEntries"
                BEGIN
                    SELECT RAISE(ABORT, 'The audit log is append-only: entries are neither changed nor deleted.');
                END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER "TR_AuditEntries_AppendOnly_Delete" BEFORE DELETE ON "AuditEntries"
                BEGIN
                    SELECT RAISE(ABORT, 'The audit log is append-only: entries are neither changed nor deleted.');
                END;
                """);

            // INSERT OR REPLACE deletes without asking the trigger above.
            migrationBuilder.Sql(
                """
                CREATE TRIGGER "TR_AuditEntries_AppendOnly_Replace" BEFORE INSERT ON "AuditEntries"
                WHEN EXISTS (SELECT 1 FROM "AuditEntries" WHERE "Sequence" = NEW."Sequence")
                BEGIN
                    SELECT RAISE(ABORT, 'The audit log is append-only: this entry exists.');
                END;
                """);

            migrationBuilder.Sql(
                """
                -- One row: whatever is made from this database can tell it from every other.
                INSERT INTO "Installations" ("Id")
                SELECT upper(substr(hex, 1, 8) || '-' || substr(hex, 9, 4) || '-' || substr(hex, 13, 4) || '-' || substr(hex, 17, 4) || '-' || substr(hex, 21, 12))
                FROM (SELECT hex(randomblob(16)) AS hex);
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AllowedLinks");

            migrationBuilder.DropTable(
                name: "AuditEntries");

            migrationBuilder.DropTable(
                name: "ClaimObservations");

            migrationBuilder.DropTable(
                name: "ClaimTickets");

            migrationBuilder.DropTable(
                name: "ConnectionRecords");

            migrationBuilder.DropTable(
                name: "DataProtectionKeys");

            migrationBuilder.DropTable(
                name: "EnforcementTrials");

            migrationBuilder.DropTable(
                name: "Heartbeats");

            migrationBuilder.DropTable(
                name: "HourlyRollUps");

            migrationBuilder.DropTable(
                name: "Installations");

            migrationBuilder.DropTable(
                name: "Invitations");

            migrationBuilder.DropTable(
                name: "LinkObservations");

            migrationBuilder.DropTable(
                name: "LinkSightings");

            migrationBuilder.DropTable(
                name: "Memberships");

            migrationBuilder.DropTable(
                name: "PersonPasskeys");

            migrationBuilder.DropTable(
                name: "PersonSessions");

            migrationBuilder.DropTable(
                name: "PersonTokens");

            migrationBuilder.DropTable(
                name: "PolicyRevisions");

            migrationBuilder.DropTable(
                name: "RecordGaps");

            migrationBuilder.DropTable(
                name: "ResourceAliases");

            migrationBuilder.DropTable(
                name: "SavedViews");

            migrationBuilder.DropTable(
                name: "SumProgress");

            migrationBuilder.DropTable(
                name: "TenantNotices");

            migrationBuilder.DropTable(
                name: "UpstreamAddresses");

            migrationBuilder.DropTable(
                name: "PrivateEndpoints");

            migrationBuilder.DropTable(
                name: "Resources");

            migrationBuilder.DropTable(
                name: "People");

            migrationBuilder.DropTable(
                name: "PrivateLinkServices");

            migrationBuilder.DropTable(
                name: "Tenants");

            migrationBuilder.DropTable(
                name: "Upstreams");
        }
    }
}
