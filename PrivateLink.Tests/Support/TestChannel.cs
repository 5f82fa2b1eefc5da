using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Records;

namespace PrivateLink.Tests.Support;

/// <summary>The channel from the engine into the portal, without a reader.</summary>
internal static class TestChannel
{
    public static DecisionChannel Create() => new(new UnstoredRecords(TestMetrics.OfRecords()));
}
