using PrivateLink.Protocol.Policy;

namespace PrivateLink.Engine.Policy;

/// <summary>Has no policy, so the engine denies everything. The engine's default, until the host registers a source.</summary>
internal sealed class DenyAllPolicySource : IPolicySource
{
    public PolicySnapshot? Current => null;
}
