using Microsoft.Extensions.Time.Testing;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.Audit;

public sealed class AccessTracesTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly RecordedLog _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public void ReadRefused_SaysWhoWhatAndFromWhere()
    {
        var (person, session) = (Guid.NewGuid(), Guid.NewGuid());
        var caller = Caller.Tenant("mia", Guid.NewGuid(), TenantRole.Viewer, person) with { SessionId = session, Address = "203.0.113.9" };

        new AccessTraces(_time, _log.For<AccessTraces>()).ReadRefused(caller, Permission.ViewAudit, address: null);

        var line = Assert.Single(_log.Of(2330)).Text;
        Assert.All([$"{person}", $"{session}", "203.0.113.9", "ViewAudit"], part => Assert.Contains(part, line, StringComparison.Ordinal));
    }

    [Fact]
    public void Traces_InARush_AreTenAMinuteAndTheirNumber()
    {
        var traces = new AccessTraces(_time, _log.For<AccessTraces>());
        for (var number = 0; number < 500; number++) traces.ReadRefused(null, Permission.ViewAudit, "203.0.113.9");
        Assert.Equal(10, _log.Of(2330).Count());

        _time.Advance(TimeSpan.FromMinutes(1));
        traces.ReadRefused(null, Permission.ViewAudit, "203.0.113.9");

        Assert.StartsWith("490 more refused reads by 203.0.113.9", Assert.Single(_log.Of(2333)).Text, StringComparison.Ordinal);
        Assert.Equal(11, _log.Of(2330).Count());
    }
}
