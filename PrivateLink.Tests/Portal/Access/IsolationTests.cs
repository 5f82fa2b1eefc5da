using System.Net;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Identity;
using PrivateLink.Portal.Operations;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Access;

/// <summary>
/// Random tenants, every service method that reflection finds, every role, and the keys of everybody else: whatever is answered, no word
/// and no key of another tenant is in it.
/// </summary>
public sealed class IsolationTests : IAsyncLifetime
{
    private const int Tenants = 3;

    /// <summary>What nobody outside the company may read, wherever it stands.</summary>
    private static readonly string[] Companys = ["companynode", "companyupstream", "10.66.0.", "companysecretservice"];

    private static readonly JsonSerializerOptions Everything = new() { ReferenceHandler = ReferenceHandler.IgnoreCycles, MaxDepth = 256, IncludeFields = true, Converters = { new AddressText() } };

    private readonly SqliteTestDatabase _database = new();
    private readonly List<Holding> _holdings = [];
    private Microsoft.AspNetCore.Builder.WebApplication _portal = null!;

    public static TheoryData<string> Methods() => [.. ServiceMethods.All.Select(ServiceMethods.NameOf).Distinct()];

    public async ValueTask InitializeAsync()
    {
        await _database.CreateAsync();
        _portal = Program.Build(
        [
            $"--Database:Path={_database.Path}",
            "--Engine:Listeners:public:Bind=127.0.0.1:0",
            "--Engine:Listeners:public:ProxyProtocol=Off",
            "--Logging:LogLevel:Default=None",
            $"--contentRoot={Repository.Portal}",
        ]);
        await SeedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Method_CalledByATenant_SaysNothingOfTheOthers(string name)
    {
        await using var scope = _portal.Services.CreateAsyncScope();
        foreach (var method in ServiceMethods.All.Where(method => ServiceMethods.NameOf(method) == name && !method.IsStatic))
        {
            var service = scope.ServiceProvider.GetService(method.DeclaringType!)
                ?? scope.ServiceProvider.GetServices<IHostedService>().First(hosted => hosted.GetType() == method.DeclaringType);
            foreach (var own in _holdings)
                foreach (var foreign in _holdings.Where(holding => holding != own))
                    foreach (var role in Enum.GetValues<TenantRole>())
                        foreach (var key in foreign.Keys)
                        {
                            var caller = Caller.Tenant("mia", own.TenantId, role);
                            var answer = await AnswerAsync(service, method, caller, key, foreign);

                            Assert.DoesNotContain(foreign.Marker, answer, StringComparison.OrdinalIgnoreCase);
                            Assert.DoesNotContain(Companys, word => answer.Contains(word, StringComparison.OrdinalIgnoreCase));
                            Assert.DoesNotContain(foreign.Keys, secret => secret != key && answer.Contains(secret.ToString(), StringComparison.OrdinalIgnoreCase));
                        }
        }
    }

    /// <summary>The same search finds what is the caller's own: otherwise the test above would prove nothing.</summary>
    [Theory]
    [InlineData("ResourceService.ListAsync")]
    [InlineData("StoredConnections.PageAsync")]
    [InlineData("LiveConnections.Snapshot")]
    [InlineData("TenantNotices.UnreadAsync")]
    public async Task Method_CalledByATenant_ShowsItsOwn(string name)
    {
        var method = ServiceMethods.All.First(method => ServiceMethods.NameOf(method) == name);
        var service = _portal.Services.GetRequiredService(method.DeclaringType!);
        foreach (var own in _holdings)
            Assert.Contains(own.Marker, await AnswerAsync(service, method, Caller.Tenant("mia", own.TenantId), own.TenantId, own), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Numbers hold no marker: how busy everybody is together tells a tenant of the others.</summary>
    [Fact]
    public void EngineReport_ForATenant_CountsNobodyElsesConnections()
    {
        var reports = _portal.Services.GetRequiredService<EngineReports>();

        Assert.Null(reports.Read(Caller.Tenant("mia", _holdings[0].TenantId)).OpenConnections);
        Assert.NotNull(reports.Read(Caller.Company("ada")).OpenConnections);
    }

    [Fact]
    public async Task Context_OfATenant_HidesTheOthersInEveryTableThatHasATenant()
    {
        foreach (var own in _holdings)
        {
            await using var context = _database.CreateDbContext();
            context.Caller = Caller.Tenant("mia", own.TenantId);
            foreach (var type in context.Model.GetEntityTypes().Where(type => !type.IsOwned() && type.FindProperty("TenantId") is not null && type.GetDeclaredQueryFilters().Count > 0))
            {
                var rows = (IQueryable<object>)typeof(DbContext).GetMethod(nameof(DbContext.Set), [])!.MakeGenericMethod(type.ClrType).Invoke(context, null)!;
                foreach (var row in await rows.ToListAsync(TestContext.Current.CancellationToken))
                    Assert.Equal(own.TenantId, context.Entry(row).Property("TenantId").CurrentValue);
            }
        }
    }

    /// <summary>What a method answers, as text; a refusal or a fault over odd arguments answers nothing.</summary>
    private static async Task<string> AnswerAsync(object service, MethodInfo method, Caller caller, Guid key, Holding foreign)
    {
        object? Argument(ParameterInfo parameter)
        {
            var type = parameter.ParameterType;
            if (type == typeof(Caller)) return caller;
            if (type == typeof(Guid) || type == typeof(Guid?)) return key;
            if (type == typeof(long)) return foreign.RecordId;
            if (type == typeof(long?)) return null;
            if (type == typeof(int)) return 100;
            if (type == typeof(string)) return "anything";
            if (type == typeof(CancellationToken)) return TestContext.Current.CancellationToken;
            if (type == typeof(OneTimeToken)) return OneTimeToken.New();
            return type.IsValueType || type.GetConstructor([]) is not null ? Activator.CreateInstance(type) : null;
        }

        try
        {
            var answer = method.Invoke(service, [.. method.GetParameters().Select(Argument)]);
            if (answer is Task task)
            {
                await task;
                answer = task.GetType().GetProperty("Result")?.GetValue(task);
            }

            return TextOf(answer);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return (exception as TargetInvocationException)?.InnerException?.Message ?? exception.Message;
        }
    }

    private static string TextOf(object? answer)
    {
        if (answer is null) return "";
        try
        {
            return JsonSerializer.Serialize(answer, answer.GetType(), Everything) + answer;
        }
        catch (Exception exception) when (exception is NotSupportedException or JsonException or InvalidOperationException)
        {
            return answer is System.Collections.IEnumerable list ? string.Join(' ', list.Cast<object?>()) : $"{answer}";
        }
    }

    private async Task SeedAsync()
    {
        var random = new Random(20_260_301);
        await using var context = _database.CreateDbContext();
        var service = new PrivateLinkService { Name = "saas-aws", Cloud = CloudProvider.Aws, Region = "us-east-1", Alias = "alias" };
        var secret = new PrivateLinkService { Name = "companysecretservice", Cloud = CloudProvider.Azure, Region = "westeurope", Alias = "alias" };
        var upstream = new PrivateLink.Portal.Data.Entities.Upstream { Name = "companyupstream", Addresses = { new PrivateLink.Portal.Data.Entities.UpstreamAddress { Host = "10.66.0.1", Port = 7450 } } };
        context.AddRange(service, secret, upstream);
        for (var index = 0; index < Tenants; index++) _holdings.Add(Seed(context, random, service, upstream, recordId: 1_000 + index));
        var live = new List<DecisionEvent>();
        foreach (var holding in _holdings) live.Add(new(Knock(context, holding, through: _holdings[(_holdings.IndexOf(holding) + 1) % Tenants])));
        await context.SaveChangesAsync();
        _portal.Services.GetRequiredService<LiveConnections>().Take(live);
    }

    private static Holding Seed(PortalDbContext context, Random random, PrivateLinkService service, PrivateLink.Portal.Data.Entities.Upstream upstream, long recordId)
    {
        var marker = string.Concat(Enumerable.Range(0, 12).Select(_ => (char)('a' + random.Next(26))));
        var host = $"{marker}.my-saas.io";
        var tenant = new Tenant { Name = $"{marker} Inc" };
        var endpoint = new PrivateEndpoint { TenantId = tenant.Id, ServiceId = service.Id, Cloud = CloudProvider.Aws, LinkId = $"vpce-{marker}" };
        var resource = new Resource { TenantId = tenant.Id, Host = host, Mode = ResourceMode.Enforce, UpstreamId = upstream.Id };
        resource.AllowedLinks.Add(new AllowedLink { TenantId = tenant.Id, PrivateEndpoint = endpoint });
        var person = new PortalUser
        {
            Name = $"{marker} person",
            Email = $"{marker}@example.org",
            NormalizedEmail = $"{marker}@EXAMPLE.ORG".ToUpperInvariant(),
            UserName = $"{marker}@example.org",
            NormalizedUserName = $"{marker}@EXAMPLE.ORG".ToUpperInvariant(),
        };
        var membership = new Membership { TenantId = tenant.Id, PersonId = person.Id, Role = TenantRole.Owner };
        var invitation = new Invitation
        {
            TenantId = tenant.Id,
            Email = $"new-{marker}@example.org",
            TenantRole = TenantRole.Member,
            ProvesMailbox = true,
            TokenHash = OneTimeToken.New().Hash,
            ExpiresAt = new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc),
            InvitedBy = marker,
        };
        var notice = new TenantNotice { TenantId = tenant.Id, Text = marker };
        context.AddRange(tenant, endpoint, resource, person, membership, invitation, notice);
        return new(tenant.Id, marker, host, recordId, [tenant.Id, resource.Id, endpoint.Id, person.Id, membership.Id, invitation.Id, notice.Id]);
    }

    /// <summary>Somebody comes to a tenant's host through another tenant's link, and leaves a trace in everything that remembers connections.</summary>
    private static ConnectionDecision Knock(PortalDbContext context, Holding holding, Holding through)
    {
        var link = TestPolicy.Link(CloudProvider.Aws, $"vpce-{through.Marker}");
        var hex = Convert.ToHexStringLower(System.Text.Encoding.ASCII.GetBytes(link.ToString()));
        var decision = TestDecision.Of(holding.RecordId, Verdict.Denied, holding.TenantId, holding.Host) with
        {
            Node = "companynode",
            Peer = TestDecision.Address("10.66.0.7"),
            Source = TestDecision.Address("10.0.1.15"),
            Destination = TestDecision.Address("10.66.0.9"),
            ResourceId = holding.Keys[1],
            LinkId = link,
            LinkKind = LinkIdentityKind.One,
            LinkTlv = hex,
            FirstBytes = hex,
            Upstream = "companyupstream",
            HeaderDuration = TimeSpan.FromMicroseconds(68),
        };
        context.AddRange(
            ConnectionRecord.Of(decision, TestDecision.Closed(decision) with { UpstreamAddress = TestDecision.Address("10.66.0.1") }),
            new ResourceObservation { Cloud = CloudProvider.Aws, Service = "SAAS-AWS", LinkId = link.ToString(), ResourceId = holding.Keys[1], TenantId = holding.TenantId },
            new HourlyRollUp
            {
                Id = Guid.CreateVersion7(),
                Hour = DateTime.UtcNow.Date.AddHours(DateTime.UtcNow.Hour),
                TenantId = holding.TenantId,
                ResourceId = holding.Keys[1],
                Listener = "aws",
                Cloud = CloudProvider.Aws,
                LinkId = link.ToString(),
                Verdict = Verdict.Denied,
                Reason = Reason.LinkMismatch,
                Connections = 1,
                BytesFromClient = 0,
                BytesFromUpstream = 0,
                Sources = "",
            });
        return decision;
    }

    /// <summary>An address as its text: half of its properties refuse to be read.</summary>
    private sealed class AddressText : JsonConverter<IPAddress>
    {
        public override IPAddress Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, IPAddress value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }

    /// <summary>All that is one tenant's.</summary>
    private sealed record Holding(Guid TenantId, string Marker, string Host, long RecordId, IReadOnlyList<Guid> Keys);
}
