using PrivateLink.Portal.ConnectionLog;

namespace PrivateLink.Tests.Support;

/// <summary>The link IDs that tenants know in tests without a database: those that their resources list.</summary>
internal static class TestSights
{
    public static LinkSights None { get; } = new(null!, TimeProvider.System);
}
