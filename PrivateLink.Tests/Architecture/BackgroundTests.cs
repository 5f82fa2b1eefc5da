using Microsoft.Extensions.Hosting;
using PrivateLink.Engine.Background;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Data;
using Xunit;

namespace PrivateLink.Tests.Architecture;

/// <summary>Every background loop is supervised, so that none stops unnoticed.</summary>
public class BackgroundTests
{
    [Fact]
    public void BackgroundServices_OfEngineAndPortal_AreSupervised() => Assert.Empty(
        from assembly in new[] { typeof(EngineOptions).Assembly, typeof(PortalDbContext).Assembly }
        from type in assembly.GetTypes()
        where typeof(BackgroundService).IsAssignableFrom(type) && !typeof(SupervisedService).IsAssignableFrom(type)
        select $"{type.FullName} runs in the background without supervision; derive it from {nameof(SupervisedService)}");
}
