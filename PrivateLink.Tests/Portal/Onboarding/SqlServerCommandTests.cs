using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.ConnectionLog.Observations;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.Connectivity;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Identity;
using PrivateLink.Portal.Onboarding;
using PrivateLink.Portal.Publishing;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support.Data;
using PrivateLink.Tests.Support.SqlServer;
using Xunit;

namespace PrivateLink.Tests.Portal.Onboarding;

/// <summary>The onboarding services' commands for SQL Server, checked by Microsoft's parser without a server.</summary>
public sealed class SqlServerCommandTests : IDisposable
{
    private readonly SqlServerStandIn _server = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly OnboardingWorld _world;

    public SqlServerCommandTests()
    {
        _world = new OnboardingWorld(_server, _time);
        var now = _time.GetUtcNow().UtcDateTime;
        foreach (var column in typeof(LinkObservation).GetProperties().Concat(typeof(ResourceObservation).GetProperties())
                     .Concat(typeof(ClaimObservation).GetProperties()).Concat(typeof(HourlyRollUp).GetProperties()))
            _server.Answers[column.Name] = "";
        foreach (var (column, value) in ((string, object)[])
            [
                ("Id", Key), ("ResourceId", Key), ("PrivateEndpointId", Key), ("TenantId", Key), ("UpstreamId", Key), ("ServiceId", Key),
                ("Name", "saas-aws"), ("NormalizedName", "MEGACORP"), ("Service", "saas-aws"), ("Region", "us-east-1"), ("Alias", "alias"),
                ("Host", "megacorp.my-saas.io"), ("Suffix", "my-saas.io"), ("Port", 7450), ("LinkId", PortalWorld.AwsLink),
                ("Cloud", (int)CloudProvider.Aws), ("Mode", (int)ResourceMode.Monitor), ("ModeSince", now), ("Acceptance", 1),
                ("Approval", 1), ("ApprovalBy", 1), ("ApprovalAt", now), ("ApprovalMessage", ""), ("CloudResourceId", ""), ("Published", true),
                ("ZoneIds", ""), ("SupportedRegions", ""), ("Ports", "443"), ("PrivateDnsName", ""), ("Instructions", ""),
                ("State", (int)PrivateEndpointState.Verified), ("Claim", (int)ClaimLevel.Asserted), ("ClaimedAt", now), ("VerifiedAt", now), ("RetiredAt", now),
                ("ClientRegion", ""), ("Account", ""), ("AllowedAt", now), ("Form", "{}"), ("ZonesAt", now), ("CreatedInCloudAt", now), ("DnsAt", now), ("Address", ""),
                ("ReplacesId", Key), ("ExpiresAt", now.AddDays(1)), ("ConfirmedAt", now), ("StartedAt", now), ("Deadline", now.AddMinutes(5)), ("StartedBy", "ada"),
                ("EndedAt", now), ("Outcome", (int)TrialOutcome.Confirmed), ("ServiceRegion", "us-east-1"), ("Tenant", "Megacorp"),
                ("FirstSeen", now), ("LastSeen", now), ("Connections", 1L), ("Failed", 0L), ("FirstMatched", now), ("LastReason", (int)Reason.LinkMatched), ("Verdict", (int)Verdict.Allowed),
                ("Reason", (int)Reason.LinkMatched), ("Hour", now), ("BytesFromClient", 1L), ("BytesFromUpstream", 1L), ("Sources", ""), ("Listener", "aws"),
                ("EndpointAddress", "10.0.0.1:443"), ("ClientAddress", "10.0.0.2:4711"),
                ("Enabled", true), ("Count", 0), ("Disabled", false), ("SwitchedOffByCompany", false), ("Suspended", false), ("SendProxyHeader", false),
                ("Version", 1), ("CreatedAt", now), ("UpdatedAt", now), ("UpdatedBy", "ada"), ("Number", 1L), ("Summary", ""), ("By", "ada"),
                ("Sequence", 41L), ("Before", "{}"), ("After", "{}"), ("Hash", AuditChain.Root),
            ])
            _server.Answers[column] = value;
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Guid Key => _world.Portal.Megacorp.Id;

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Reads_AreUnderstood()
    {
        await _world.Onboarding.OfferAsync(_world.Mia, Cancel);
        await _world.Onboarding.FindAsync(_world.Mia, Key, Cancel);
        await _world.Claims.FindAsync(_world.Mia, Key, Cancel);
        await _world.Enforcement.FindAsync(_world.Mia, Key, cancellationToken: Cancel);
        await _world.Endpoints.ListAsync(_world.Mia, Cancel);
        await _world.Endpoints.ListAsync(PortalWorld.Company, Cancel);
        await _world.Publishing.ListAsync(PortalWorld.Company, Cancel);
        await _world.Operations.PendingAsync(PortalWorld.Company, Cancel);
        await _world.Operations.SharedAsync(PortalWorld.Company, Cancel);

        AssertSent("FROM [PrivateEndpoints]", "FROM [ClaimTickets]", "FROM [ClaimObservations]", "FROM [EnforcementTrials]", "FROM [HourlyRollUps]", "FROM [LinkObservations]");
    }

    /// <summary>The queries for a customer's connectivity and for the search.</summary>
    [Fact]
    public async Task Connectivity_IsUnderstood()
    {
        _server.Answers.NothingFor("[c].[Node]");
        AnswerConnectivity();
        foreach (var column in (string[])["Last", "LastOther", "LastFailed"]) _server.Answers[column] = _time.GetUtcNow().UtcDateTime;
        foreach (var column in (string[])["Public", "All"]) _server.Answers[column] = 2L;

        var reader = new ConnectivityFactsReader(_server, _world.Live.Sights, Options.Create(new RecordsOptions()), _time);
        await reader.ReadAsync(Key, Cancel);
        var search = new ConnectivitySearch(_server, _world.Portal.Store, _world.Live.Live);
        await search.FindAsync(PortalWorld.Company, "megacorp_", Cancel);

        AssertSent("FROM [HourlyRollUps]", "FROM [ConnectionRecords]", "FROM [AuditEntries]", "FROM [PolicyRevisions]", "FROM [RecordGaps]", "LIKE @");
    }

    /// <summary>A name that no customer has.</summary>
    [Theory]
    [InlineData("hooli.my-saas.io", "FROM [AuditEntries]")]
    [InlineData("hooli", "FROM [ConnectionRecords]")]
    [InlineData(PortalWorld.OtherAwsLink, "FROM [LinkObservations]")]
    public async Task ConnectivityOfNobody_IsUnderstood(string name, string sent)
    {
        AnswerConnectivity();
        foreach (var table in (string[])["[ConnectionRecords]", "[Resources]", "[PrivateEndpoints]", "[LinkObservations]"]) _server.Answers.NothingFor($"FROM {table}");
        _server.Answers.NothingFor("[NormalizedName]");
        _server.Answers["Name"] = "Globex";

        await new ConnectivitySearch(_server, _world.Portal.Store, _world.Live.Live).FindAsync(PortalWorld.Company, name, Cancel);

        AssertSent(sent);
    }

    /// <summary>An address, as the company and as a tenant.</summary>
    [Fact]
    public async Task ConnectivityOfAnAddress_IsUnderstood()
    {
        AnswerConnectivity();
        _server.Answers.NothingFor("FROM [ConnectionRecords]");
        _server.Answers["Name"] = "saas-azure-westeurope"; // of a service that no listener serves
        var options = Options.Create(new EngineOptions());
        var sources = new ConnectivitySources(_server, _world.Live.Sights, _world.Live.Live, new PeerWatch(), new ListenerTrust(options), options);

        await sources.FindAsync(PortalWorld.Company, "10.1.0.0/16", Cancel);
        await sources.FindAsync(_world.Mia, "10.1.2.3", Cancel);

        AssertSent("FROM [ConnectionRecords]", "[ClientKey]", "[VerifiedAt]");
    }

    /// <summary>Rows of connections, of the audit log and of gaps.</summary>
    private void AnswerConnectivity()
    {
        foreach (var column in typeof(ConnectionRecord).GetProperties().Concat(typeof(AuditEntry).GetProperties()).Concat(typeof(RecordGap).GetProperties()))
            _server.Answers[column.Name] = (Nullable.GetUnderlyingType(column.PropertyType) ?? column.PropertyType) switch
            {
                var type when type == typeof(string) => "",
                var type when type == typeof(Guid) => Key,
                var type when type == typeof(DateTime) => _time.GetUtcNow().UtcDateTime,
                var type when type == typeof(bool) => false,
                var type when type == typeof(long) => 1L,
                _ => 1,
            };
        _server.Answers["Id"] = Key;
    }

    [Fact]
    public async Task StartAsync_IsUnderstood()
    {
        Assert.IsType<SaveResult.Saved>(await _world.Onboarding.StartAsync(_world.Mia, new OnboardingDraft { ServiceId = Key, Region = "us-east-1", HostIds = { Key } }, Cancel));

        AssertSent("INSERT INTO [PrivateEndpoints]", "INSERT INTO [AllowedLinks]", "INSERT INTO [AuditEntries]");
    }

    [Fact]
    public async Task SetLinkIdAsync_IsUnderstood()
    {
        _server.Answers.NothingFor("<> @");
        _server.Answers.NothingFor("[Id] <>");
        _server.Answers.Exists = false;

        Assert.IsType<SaveResult.Saved>(await _world.Onboarding.SetLinkIdAsync(_world.Mia, Key, new(PortalWorld.AwsLink, PortalWorld.OtherAwsLink), Cancel));

        AssertSent("UPDATE [PrivateEndpoints]", "INSERT INTO [PolicyRevisions]");
    }

    [Fact]
    public async Task EnforceAsync_IsUnderstood()
    {
        Assert.IsType<SaveResult.Saved>(await _world.Enforcement.EnforceAsync(
            _world.Mia, Key, new("megacorp.my-saas.io", TimeSpan.FromMinutes(10), WithoutVerifiedLink: true), Cancel));

        AssertSent("INSERT INTO [EnforcementTrials]", "UPDATE [Resources]");
    }

    [Fact]
    public async Task Handovers_AreUnderstood()
    {
        _server.Answers["Step"] = (int)HandedStep.Dns;
        foreach (var text in (string[])["TokenHash", "MadeBy", "OpenedFrom", "Text"]) _server.Answers[text] = "";
        foreach (var moment in (string[])["OpenedAt", "ClosedAt", "SettledAt"]) _server.Answers[moment] = _time.GetUtcNow().UtcDateTime;
        (_server.Answers["Ending"], _server.Answers["Outcome"], _server.Answers["MadeById"]) = ((int)HandoverEnding.Expired, (int)PasteOutcome.Used, Key);
        _server.Answers["HandoverId"] = Key;
        _server.Answers["IsSame"] = false;

        await _world.Handovers.FindAsync(_world.Mia, Key, Cancel);
        Assert.IsType<SaveResult.Saved>(await _world.Handovers.MakeAsync(_world.Mia, Key, HandedStep.Dns, HandoverService.DefaultLifetime, OneTimeToken.New(), Cancel));
        Assert.NotNull(await _world.HandoverDoor.OpenAsync("token", "198.51.100.7", Cancel));
        Assert.IsType<SaveResult.Saved>(await _world.HandoverDoor.SendAsync("token", "an answer", "198.51.100.7", Cancel));
        await _world.Handovers.UseAsync(_world.Mia, Key, "", Cancel);
        await _world.Handovers.TakeBackAsync(_world.Mia, Key, Cancel);
        await _world.HandoverUpkeep.TryAsync(last: false, Cancel);

        Assert.Null(_world.HandoverUpkeep.Error);
        AssertSent("INSERT INTO [StepHandovers]", "INSERT INTO [HandoverPastes]", "FROM [StepHandovers]", "DELETE FROM [s]");
    }

    [Fact]
    public async Task Background_IsUnderstood()
    {
        await _world.Enforcement.RollBackAsync(Cancel);
        await _world.Upkeep.TryAsync(last: false, Cancel);

        Assert.Null(_world.Upkeep.Error);
        AssertSent("[Outcome] IS NULL", "FROM [LinkSightings]");
    }

    private void AssertSent(params string[] texts) =>
        Assert.All(texts, text => Assert.Contains(_server.Commands, command => command.Contains(text, StringComparison.Ordinal)));
}
