using PrivateLink.Portal.ConnectionLog;

namespace PrivateLink.Tests.Support;

/// <summary>What tenants know of link IDs in tests without a database: those that their resources list.</summary>
internal static class TestSights
{
    public static LinkSights None { get; } = new(null!, TimeProvider.System);
}
