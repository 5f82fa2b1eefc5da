using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Options;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.AuditReading;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Portal.Resources;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support.Data;
using PrivateLink.Tests.Support.SqlServer;
using Xunit;

namespace PrivateLink.Tests.Portal.Data;

/// <summary>The services' commands for SQL Server, checked by Microsoft's parser without a server.</summary>
public sealed class SqlServerCommandTests : IDisposable
{
    private readonly SqlServerStandIn _server = new();
    private readonly PortalWorld _world;

    public SqlServerCommandTests()
    {
        _world = new PortalWorld(_server, TimeProvider.System);
        var now = new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);
        foreach (var (column, value) in ((string, object)[])
            [
                ("Id", Key), ("ResourceId", Key), ("PrivateEndpointId", Key), ("TenantId", Key), ("UpstreamId", Key), ("ServiceId", Key),
                ("Name", "Megacorp"), ("Tenant", "Megacorp"), ("NormalizedName", "MEGACORP"), ("Service", "saas-aws"), ("Region", "us-east-1"), ("Alias", "alias"),
                ("Host", "megacorp.my-saas.io"), ("Suffix", "my-saas.io"), ("Port", 7450), ("LinkId", PortalWorld.AwsLink),
                ("Cloud", (int)CloudProvider.Aws), ("Mode", (int)ResourceMode.Enforce),
                ("Enabled", true), ("c", true), ("Disabled", false), ("SwitchedOffByCompany", false), ("Suspended", false), ("SendProxyHeader", false),
                ("Version", 1), ("CreatedAt", now), ("UpdatedAt", now), ("UpdatedBy", "ada"), ("Number", 1L), ("Summary", ""), ("By", "ada"),
                ("Sequence", 41L), ("Hash", AuditChain.Root), ("PreviousHash", AuditChain.Root), ("Time", now), ("Actor", "ada"), ("ActorId", Key),
                ("ActorTenantId", Key), ("SessionId", Key), ("Address", "192.0.2.1"), ("Action", "resource.changed"), ("TargetKind", "resource"), ("TargetId", Key),
                ("TargetName", "megacorp.my-saas.io"), ("Result", 1), ("Why", "why"), ("Before", "{}"), ("After", "{}"), ("CorrelationId", "0af7"),
                ("ModeSince", now), ("State", (int)PrivateEndpointState.Verified), ("Claim", (int)ClaimLevel.Asserted), ("ClaimedAt", now), ("VerifiedAt", now), ("RetiredAt", now),
                ("ClientRegion", ""), ("Account", ""), ("AllowedAt", now), ("Form", "{}"), ("ZonesAt", now), ("CreatedInCloudAt", now), ("DnsAt", now), ("ReplacesId", Key),
                ("ZoneIds", ""), ("SupportedRegions", ""), ("Ports", "443"), ("Acceptance", 1),
                ("Approval", 1), ("ApprovalBy", 1), ("ApprovalAt", now), ("ApprovalMessage", ""), ("CloudResourceId", ""), ("PrivateDnsName", ""), ("Instructions", ""), ("Published", true),
                ("StartedAt", now), ("Deadline", now.AddMinutes(5)), ("StartedBy", "ada"), ("EndedAt", now), ("Outcome", 1),
            ])
            _server.Answers[column] = value;
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Every row has the same key, so that every reference resolves.</summary>
    private Guid Key => _world.Megacorp.Id;

    private ResourceService Resources => _world.Resources;

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task ListAsync_IsUnderstood()
    {
        Assert.Single(await Resources.ListAsync(PortalWorld.Company, Cancel));
        await Resources.ListAsync(_world.MegacorpCaller, Cancel);

        AssertSent("FROM [Resources]", "FROM [AllowedLinks]");
    }

    [Fact]
    public async Task FindAsync_IsUnderstood()
    {
        Assert.NotNull(await Resources.FindAsync(PortalWorld.Company, Key, Cancel));
        Assert.NotNull(await Resources.FindAsync(_world.MegacorpCaller, Key, Cancel));

        AssertSent("FROM [Resources]");
    }

    [Fact]
    public async Task ChoicesAsync_IsUnderstood()
    {
        await Resources.ChoicesAsync(PortalWorld.Company, Cancel);
        await Resources.ChoicesAsync(_world.MegacorpCaller, Cancel);

        AssertSent("FROM [Tenants]", "FROM [Upstreams]", "FROM [PrivateLinkServices]");
    }

    [Theory]
    [InlineData("megacorp.my-saas.io")]
    [InlineData("*.my-saas.io")]
    public async Task CreateAsync_IsUnderstood(string host)
    {
        _server.Answers.NothingFor("[Host] =");
        _server.Answers.NothingFor("[Suffix] =");
        _server.Answers.NothingFor("[LinkId] =");

        _server.Answers.NoneExists("[Mode] <> "); // no open wildcard covers the host

        var draft = _world.Draft(host, links: [Link(PortalWorld.AwsLink), Link(PortalWorld.OtherAwsLink)]);

        Assert.IsType<SaveResult.Saved>(await Resources.CreateAsync(PortalWorld.Company, draft, Cancel));
        AssertSent("[Suffix] =", "MAX([", "INSERT INTO [Resources]", "INSERT INTO [PrivateEndpoints]", "INSERT INTO [AllowedLinks]", "INSERT INTO [PolicyRevisions]", "INSERT INTO [AuditEntries]");
    }

    [Fact]
    public async Task CreateAsync_HostTaken_IsUnderstood()
    {

        Assert.IsType<SaveResult.Invalid>(await Resources.CreateAsync(PortalWorld.Company, _world.Draft(), Cancel));

        AssertSent("[Host] =");
    }

    [Fact]
    public async Task UpdateAsync_IsUnderstood()
    {
        _server.Answers.NothingFor("[LinkId] =");
        var draft = _world.Draft(mode: ResourceMode.Monitor, links: Link(PortalWorld.OtherAwsLink));
        draft.Reason = "Their balancer lost its header.";

        Assert.IsType<SaveResult.Saved>(await Resources.UpdateAsync(PortalWorld.Company, Key, 1, draft, Cancel));

        AssertSent("UPDATE [EnforcementTrials]", "UPDATE [Resources]", "DELETE FROM [AllowedLinks]", "INSERT INTO [AllowedLinks]", "INSERT INTO [PolicyRevisions]");
    }

    [Fact]
    public async Task AuditLog_IsUnderstood()
    {
        var log = new AuditLog(_server);
        var filter = AuditQuery.Read(name => name switch
        {
            AuditQuery.Tenant => Key.ToString(),
            AuditQuery.Action => AuditAction.ResourceChanged.Code,
            AuditQuery.Result => "done",
            AuditQuery.From or AuditQuery.Until => "2026-03-01T12:00",
            _ => "50%",
        });

        Assert.Single((await log.ReadAsync(PortalWorld.Company, filter, before: 100, Cancel)).Rows);
        Assert.NotNull(await log.FindAsync(_world.MegacorpCaller, 41, Cancel));
        await foreach (var line in log.ExportAsync(_world.MegacorpCaller, filter with { Target = Key.ToString() }, Cancel)) Assert.Equal(41, line.Sequence);
        await log.TenantsAsync(PortalWorld.Company, Cancel);
        Assert.NotNull((await new AuditVerifier(_server).VerifyAsync(cancellationToken: Cancel)).Problem);

        AssertSent("LIKE", "ESCAPE", "FROM [AuditEntries]", "SELECT TOP(");
    }

    [Fact]
    public async Task RefreshAsync_IsUnderstood()
    {
        Assert.IsType<Enforcement.InForce>(await _world.Publisher.RefreshAsync(Cancel));

        AssertSent("FROM [PolicyRevisions]", "FROM [Upstreams]", "FROM [AllowedLinks]", "FROM [ResourceAliases]", "FROM [Resources]");
    }

    [Fact]
    public async Task ReadAsync_OfSomeResources_IsUnderstood()
    {
        var content = await _world.Reader.ReadAsync(followed: null, new HashSet<Guid> { Key, Guid.NewGuid() }, Cancel);

        Assert.Equal((PortalWorld.AwsLink, "saas-aws"), content.Resources.Single().Links.Grants.Select(grant => (grant.LinkId.ToString(), grant.Service)).Single());
        AssertSent("FROM [PolicyRevisions]", "FROM [Upstreams]", "FROM [AllowedLinks]", "FROM [Resources]", "EXISTS", "IN (");
    }

    [Fact]
    public async Task MarkAsync_IsUnderstood()
    {
        await _world.Reader.MarkAsync(Cancel);

        AssertSent("FROM [Installations]", "FROM [PolicyRevisions]", "DESC");
    }

    [Fact]
    public async Task ConfirmAsync_IsUnderstood()
    {
        Assert.IsType<SaveResult.Conflict>(await _world.Confirmation.ConfirmAsync(PortalWorld.Company, [Key], Cancel));

        AssertSent("FROM [AuditEntries]");
    }

    [Fact]
    public async Task SeedAsync_IsUnderstood()
    {
        _server.Answers.Exists = false;
        var seeder = new DemoSeeder(_world.Changes, Options.Create(new DemonstrationOptions()), TimeProvider.System);

        await seeder.SeedAsync(Cancel);

        AssertSent("INSERT INTO [Tenants]", "INSERT INTO [Upstreams]", "INSERT INTO [UpstreamAddresses]", "INSERT INTO [Resources]");
    }

    [Theory]
    [InlineData(MigrationsSqlGenerationOptions.Default)]
    [InlineData(MigrationsSqlGenerationOptions.Idempotent)]
    public void MigrationScript_IsUnderstood(MigrationsSqlGenerationOptions options)
    {
        using var context = _server.CreateDbContext();

        var script = context.GetService<IMigrator>().GenerateScript(options: options);

        Assert.NotEmpty(TSql.Parse(script).Batches);
        Assert.Contains("COLLATE Latin1_General_100_BIN2", script, StringComparison.Ordinal);
        Assert.Contains(TSql.Parse(TSql.Executed(script)).Batches.SelectMany(batch => batch.Statements), statement => statement is CreateTriggerStatement);
    }

    [Fact]
    public void Parse_WhatSqlServerWouldNotUnderstand_Fails() =>
        Assert.ThrowsAny<Exception>(() => TSql.Parse("SELECT \"Id\" FROM Resources LIMIT 1"));

    private LinkDraft Link(string text) => new() { ServiceId = Key, Text = text };

    private void AssertSent(params string[] texts) =>
        Assert.All(texts, text => Assert.Contains(_server.Commands, command => command.Contains(text, StringComparison.Ordinal)));
}
