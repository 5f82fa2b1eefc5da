using PrivateLink.Protocol.Policy;

namespace PrivateLink.Engine.Policy;

/// <summary>Never has a policy: the engine's default, which denies everything until a host registers a source of its own.</summary>
internal sealed class DenyAllPolicySource : IPolicySource
{
    public PolicySnapshot? Current => null;
}
