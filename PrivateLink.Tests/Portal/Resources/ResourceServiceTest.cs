using PrivateLink.Portal.Resources;
using PrivateLink.Tests.Support.Data;

namespace PrivateLink.Tests.Portal.Resources;

/// <summary>The base for tests of resources.</summary>
public abstract class ResourceServiceTest(TestDatabase database) : PortalWorldTest(database)
{
    private protected ResourceService Resources => World.Resources;
}
